import GatewayCore

/// Keeps the blocks of every lane until their sinks have them.
///
/// The promise: what ``commit(_:cursors:)`` returned for is loaded again in order, after any crash, until the stream's
/// cursor has passed it or ``drop(_:olderThan:keeping:)`` took it and said so. A cursor is durable before data is deleted.
/// All calls may block on the disk; they are safe from any thread, and one thread at a time writes.
public protocol Spool: AnyObject, Sendable {
    /// Whether what was committed survives the process and a power cut. One in memory only stands in for a disk that
    /// cannot be had.
    var isDurable: Bool { get }

    /// One group commit: blocks and cursors together, durable on return.
    ///
    /// Blocks of a stream come in the order of their ids. A block that is there already is left out, and a cursor never
    /// moves back, so a commit may be repeated.
    func commit(_ blocks: [SpoolBlock], cursors: [String: BlockID]) throws(SpoolError)

    /// Blocks of a stream after `cursor` (from its oldest without one), oldest first, up to `limit` bytes of payload but
    /// at least one. Damaged blocks are left out and counted.
    func load(_ stream: String, after cursor: BlockID?, limit: Int) throws(SpoolError) -> [SpoolBlock]

    /// The last block the stream's sink is known to have.
    func cursor(_ stream: String) throws(SpoolError) -> BlockID?

    /// Deletes what the cursors have passed. Returns how much was freed.
    func trim() throws(SpoolError) -> SpoolAmount

    /// Drops the oldest undelivered blocks of a stream. Returns exactly what was dropped; it never comes back.
    func drop(_ stream: String, _ rule: DropRule) throws(SpoolError) -> Dropped

    /// Per stream; exact after every call above.
    func statistics() -> [String: SpoolStatistics]

    /// The epoch for this start of the gateway: larger than any before. Durable on return.
    func nextEpoch() throws(SpoolError) -> UInt64
}

extension Spool {
    /// Drops blocks closed before `time`, and as many as it takes to keep at most `bytes` of payload.
    public func drop(
        _ stream: String, olderThan time: Timestamp?, keeping bytes: Int?
    ) throws(SpoolError) -> Dropped {
        let created = time.map { Timestamp(rawValue: .min)..<$0 }
        return try drop(stream, DropRule(created: created, keeping: bytes))
    }
}
