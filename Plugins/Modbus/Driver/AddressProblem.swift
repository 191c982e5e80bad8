/// What is wrong with a point's address, and the mend.
struct AddressProblem: Error, Hashable, Sendable {
    let message: String
    /// The column at fault, if one is.
    let column: String?

    init(_ message: String, column: String? = nil) {
        self.message = message
        self.column = column
    }
}
