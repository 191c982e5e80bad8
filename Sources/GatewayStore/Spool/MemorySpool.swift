import GatewayCore
import Synchronization

/// A spool that keeps every promise but durability: for tests, for sites without a disk, and while the disk refuses.
public final class MemorySpool: Spool {
    private struct State {
        var ledger: SpoolLedger
        var blocks: [String: [SpoolBlock]] = [:]
        var epoch: UInt64
    }

    public var isDurable: Bool { false }

    private let state: Mutex<State>

    /// Holds at most `maximumBytes` of payload. Epochs begin after `epoch`: hand in seconds since 1970, so that they grow
    /// over restarts.
    public init(maximumBytes: Int, epoch: UInt64 = 0) {
        state = Mutex(State(ledger: SpoolLedger(maximumBytes: maximumBytes), epoch: epoch))
    }

    public func commit(_ blocks: [SpoolBlock], cursors: [String: BlockID]) throws(SpoolError) {
        let done = state.withLock { state in
            let fresh = state.ledger.fresh(blocks)
            guard state.ledger.hasRoom(for: fresh) else { return false }
            state.ledger.commit(fresh, state.ledger.moved(by: cursors))
            for block in fresh { state.blocks[block.stream, default: []].append(block) }
            return true
        }
        if !done { throw .full }
    }

    public func load(_ stream: String, after cursor: BlockID?, limit: Int) throws(SpoolError) -> [SpoolBlock] {
        state.withLock { state in
            let held = state.blocks[stream] ?? []
            var left = limit
            let start = cursor.map { Self.end(of: held, through: $0) } ?? 0
            let found = held[start...].prefix { block in
                defer { left -= block.payload.count }
                return left >= block.payload.count
            }
            return found.isEmpty ? Array(held[start...].prefix(1)) : Array(found)
        }
    }

    public func cursor(_ stream: String) throws(SpoolError) -> BlockID? {
        state.withLock { $0.ledger[stream].position.cursor }
    }

    public func trim() throws(SpoolError) -> SpoolAmount {
        state.withLock { state in
            var freed = SpoolAmount.zero
            for (stream, entry) in state.ledger.streams {
                if let passed = entry.position.passed { freed += Self.free(stream, through: passed, in: &state) }
            }
            return freed
        }
    }

    public func drop(_ stream: String, _ rule: DropRule) throws(SpoolError) -> Dropped {
        state.withLock { state in
            if let passed = state.ledger[stream].position.passed {
                _ = Self.free(stream, through: passed, in: &state)
            }
            var limit = DropLimit(rule, undelivered: state.ledger[stream].held.bytes)
            for block in state.blocks[stream] ?? [] {
                guard limit.takes(block.id, SpoolAmount(block), created: block.created) else { break }
            }
            if let through = limit.through { _ = Self.free(stream, through: through, in: &state) }
            return limit.dropped
        }
    }

    public func statistics() -> [String: SpoolStatistics] {
        state.withLock { $0.ledger.statistics }
    }

    public func nextEpoch() throws(SpoolError) -> UInt64 {
        state.withLock { state in
            state.epoch += 1
            return state.epoch
        }
    }

    private static func free(_ stream: String, through: BlockID, in state: inout State) -> SpoolAmount {
        let held = state.blocks[stream] ?? []
        let end = end(of: held, through: through)
        let freed = held[..<end].reduce(SpoolAmount.zero) { $0 + SpoolAmount($1) }
        state.blocks[stream] = Array(held[end...])
        state.ledger.free(stream, freed, through: through, oldest: held[end...].first?.created)
        return freed
    }

    /// The index of the first block after `id`: blocks are in order.
    private static func end(of blocks: [SpoolBlock], through id: BlockID) -> Int {
        var (low, high) = (0, blocks.count)
        while low < high {
            let middle = (low + high) / 2
            if blocks[middle].id <= id { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
