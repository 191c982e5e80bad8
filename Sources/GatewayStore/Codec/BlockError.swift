/// Why bytes are not a block.
public enum BlockError: Error, Hashable, Sendable {
    /// Shorter than what they announce, or longer.
    case truncated
    /// The checksum says that bytes have changed since they were written.
    case damaged
    /// Written by a later version of the gateway.
    case unknownVersion(UInt8)
    /// The checksum fits, but the columns contradict one another.
    case malformed
}
