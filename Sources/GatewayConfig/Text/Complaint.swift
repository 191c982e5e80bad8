/// What is wrong with a piece of text and what to do about it, before anyone knows where it stands.
struct Complaint: Error, Hashable {
    var message: String
    var mend: String

    init(_ message: String, mend: String) {
        self.message = message
        self.mend = mend
    }
}
