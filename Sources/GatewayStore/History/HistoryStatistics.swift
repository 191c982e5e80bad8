import GatewayCore

/// What the history holds, and what it could not keep.
public struct HistoryStatistics: Hashable, Sendable {
    public var samples = 0
    /// Bytes of packed samples; the file is a little larger.
    public var bytes = 0
    /// Sorted parts on disk.
    public var parts = 0
    /// Samples not sorted into a part yet; queries see them.
    public var recent = 0
    public var oldest: Timestamp?
    public var newest: Timestamp?
    /// Samples without any time, left out.
    public var untimed = 0
    /// Samples lost because the disk refused for too long.
    public var lost = 0
    /// Pieces found damaged and left out.
    public var damaged = 0
}
