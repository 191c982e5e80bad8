/// How much an archive may hold, so that a hostile one costs neither the memory nor the disk.
public struct ArchiveLimits: Sendable {
    /// Bytes of all that is in it, unpacked.
    public var totalBytes = 1 << 30
    public var files = 10_000

    public init() {}
}
