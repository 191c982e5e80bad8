/// Why a file in the plugin directory is not used, in words that say what is wrong and how to mend it.
public struct Refusal: Error, Hashable, Sendable {
    public let reason: Reason
    /// One line for people: the fact, then the mend.
    public let message: String

    public init(_ reason: Reason, _ message: String) {
        self.reason = reason
        self.message = message
    }

    /// One word for programs; the raw value is what screens and JSON show.
    public enum Reason: String, Hashable, Sendable, CaseIterable {
        // What the file system says, before a byte is read.
        case unreadable
        case symbolicLink = "symbolic-link"
        case notRegular = "not-a-regular-file"
        case worldWritable = "world-writable"
        case groupWritable = "group-writable"
        case wrongOwner = "wrong-owner"
        case tooLarge = "too-large"
        case notCopied = "not-copied"
        // Not all there yet.
        case arriving
        case incomplete
        // What the first bytes say.
        case notELF = "not-an-elf-file"
        case wrongMachine = "wrong-machine"
        case notSharedObject = "not-a-shared-object"
        // What this machine's administrator says.
        case trustUnreadable = "trust-unreadable"
        case denied
        case notAllowed = "not-allowed"
        case notSigned = "not-signed"
        case unknownKey = "unknown-key"
        case badSignature = "bad-signature"
        // What the linker says, in the child.
        case undefinedSymbol = "undefined-symbol"
        case notLoadable = "not-loadable"
        // What the tables say, in the child.
        case missingSymbol = "missing-symbol"
        case noPlugin = "no-plugin"
        case wrongMajor = "wrong-major"
        case shortTable = "short-table"
        case missingFunction = "missing-function"
        case noDescription = "no-description"
        case badDescription = "bad-description"
        case duplicateID = "duplicate-id"
        // What became of the child.
        case describerMissing = "describer-missing"
        case describeCrashed = "describe-crashed"
        case describeHung = "describe-hung"
    }
}
