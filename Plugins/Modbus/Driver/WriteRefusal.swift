/// A value that a point cannot take; nothing has been sent.
struct WriteRefusal: Error, Hashable, Sendable {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}
