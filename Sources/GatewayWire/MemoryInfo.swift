/// Memory of the gateway's process.
public struct MemoryInfo: Codable, Hashable, Sendable {
    public var residentBytes: UInt64
    /// The highest `residentBytes` so far.
    public var peakBytes: UInt64

    public init(residentBytes: UInt64 = 0, peakBytes: UInt64 = 0) {
        self.residentBytes = residentBytes
        self.peakBytes = peakBytes
    }
}
