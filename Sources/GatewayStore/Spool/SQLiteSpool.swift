import GatewayCore
import Glibc
import Synchronization

/// The durable spool: SQLite in write-ahead mode, synced at every commit.
///
/// It begins as one file. When a write or a sync fails, that file is only read from then on, and the next commit begins a
/// new file beside it (`….2`, `….3`), which takes over at the next start. A damaged file is renamed (`….damaged-1`), what
/// is whole in it is taken over, and the rest is counted; nothing of this keeps the gateway from starting.
public final class SQLiteSpool: Spool {
    /// What the next write has to do first.
    enum Care: Sendable {
        case none
        /// Writing to the last file failed: begin a new one beside it.
        case rotate
        /// Reading a file failed: open all anew, which sets the damaged one aside and takes over what is whole.
        case mend
    }

    struct State: Sendable {
        var ledger: SpoolLedger
        /// Oldest first; the last is written to, the others are read until their blocks are delivered.
        var files: [SpoolFile] = []
        var care = Care.none
        var isDegraded = false
        /// Blocks of the ledger already counted as damaged.
        var damaged: [String: Set<BlockID>] = [:]
        /// Bytes of payload written since the last checkpoint.
        var unchecked = 0
        /// Up to where each stream has been deleted.
        var trimmed: [String: BlockID] = [:]
    }

    /// The log is emptied into the file after this many bytes of payload.
    static let checkpointBytes = 8 << 20

    public var isDurable: Bool { true }

    let path: String
    let reserve: ReserveFile
    let report: StoreReporter
    /// Held by whoever writes; ``state`` only for moments, so that readers do not wait for the disk.
    let writing = Mutex(())
    let state: Mutex<State>

    /// Opens or makes the spool at `path`, mending what is damaged.
    ///
    /// - Parameters:
    ///   - maximumBytes: of payload, all streams together; beyond it commits throw ``SpoolError/full``.
    ///   - report: hears of damage and of a disk that refuses.
    /// - Throws: when neither the file nor a new one beside it can be opened: the disk refuses altogether.
    public init(
        path: String, maximumBytes: Int, report: @escaping StoreReporter = { _ in }
    ) throws(SpoolError) {
        self.path = path
        self.report = report
        reserve = ReserveFile(path: path + ".reserve", size: min(max(maximumBytes / 16, 262_144), 8 << 20))
        let opened: State
        do throws(DatabaseFailure) {
            opened = try SpoolOpening(path: path, reserve: reserve, report: report).open(maximumBytes: maximumBytes)
        } catch {
            throw error == .full ? .full : .failed(error.message)
        }
        state = Mutex(opened)
        reserve.fill()
    }

    public func commit(_ blocks: [SpoolBlock], cursors: [String: BlockID]) throws(SpoolError) {
        try exclusively { () throws(SpoolError) in
            let (fresh, moved, fits) = state.withLock { state in
                let fresh = state.ledger.fresh(blocks)
                return (fresh, state.ledger.moved(by: cursors), state.ledger.hasRoom(for: fresh))
            }
            guard fits else { throw .full }
            guard !fresh.isEmpty || !moved.isEmpty else { return }
            // Positions are worth the reserve: without them nothing may be deleted.
            try write(spendingReserve: fresh.isEmpty) { file throws(DatabaseFailure) in
                try file.append(fresh, positions: moved)
            }
            state.withLock { state in
                state.ledger.commit(fresh, moved)
                state.unchecked += fresh.reduce(512) { $0 + $1.payload.count }
            }
            try checkpointWhenDue()
        }
    }

    public func load(_ stream: String, after cursor: BlockID?, limit: Int) throws(SpoolError) -> [SpoolBlock] {
        let (files, floor) = state.withLock { ($0.files, $0.ledger[stream].position.floor) }
        var (found, left) = ([SpoolBlock](), limit)
        var after = [cursor, floor].compactMap(\.self).max()
        for file in files where found.isEmpty || left > 0 {
            let loaded: (blocks: [SpoolBlock], damaged: [(BlockID, samples: Int)], isCut: Bool)
            do throws(DatabaseFailure) {
                loaded = try file.load(stream, after: after, limit: left)
            } catch {
                // The next write mends the file; what comes before the damage is good.
                noteFailed(file, error, care: .mend)
                guard found.isEmpty else { break }
                throw .failed(error.message)
            }
            for (id, samples) in loaded.damaged { noteDamaged(stream, id, samples, in: file) }
            // A small block of the next file must not overtake a large one that did not fit.
            found += found.isEmpty ? loaded.blocks : loaded.blocks.filter { $0.payload.count <= left }
            left -= loaded.blocks.reduce(0) { $0 + $1.payload.count }
            after = found.last?.id ?? after
            // What this file still has comes before anything of the next.
            if loaded.isCut { break }
        }
        return found
    }

    public func cursor(_ stream: String) throws(SpoolError) -> BlockID? {
        state.withLock { $0.ledger[stream].position.cursor }
    }

    public func statistics() -> [String: SpoolStatistics] {
        state.withLock { $0.ledger.statistics }
    }

    public func nextEpoch() throws(SpoolError) -> UInt64 {
        try exclusively { () throws(SpoolError) in
            try write(spendingReserve: true) { file throws(DatabaseFailure) in
                let before = try file.epoch()
                // Without a memory, the clock keeps epochs growing.
                let next = before == 0 ? UInt64(clamping: time(nil)) : before + 1
                try file.setEpoch(next)
                return next
            }
        }
    }

    /// Calls `body` as the only writer.
    func exclusively<Value: Sendable>(_ body: () throws(SpoolError) -> Value) throws(SpoolError) -> Value {
        try writing.withLock { _ throws(SpoolError) in try body() }
    }
}
