/// Why the spool did not do what it was asked. Nothing is half done.
public enum SpoolError: Error, Hashable, Sendable {
    /// The disk, or the spool's own limit, has no room. Works again when there is some.
    case full
    /// The disk refused, with its reason. Blocks handed over in this call are not durable; the next call tries a new file.
    case failed(String)
}

extension SpoolError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .full: "no room: the disk is full, or the spool has reached its limit"
        case .failed(let reason): reason
        }
    }
}
