import Foundation
import GRDB
import Synchronization

/// Gives every point name a number that it keeps for ever: what samples, spool and history carry instead of names.
///
/// Numbers are dense from 0 and never used twice. They are written twice to the file, in one synced transaction, before
/// anybody sees them. When the disk refuses, the registry goes on in memory, says so once, and writes what is missing as
/// soon as it can. Safe from any thread.
public final class PointRegistry: Sendable {
    private struct State {
        var table = NameTable()
        /// Names from here on are not on disk.
        var durable = 0
        var file: DatabaseFile?
        var isDegraded = false
        /// Never opened: numbers live as long as the process.
        var isDetached = false
    }

    static let schema = """
        CREATE TABLE IF NOT EXISTS names(first INTEGER PRIMARY KEY, count INTEGER NOT NULL, bytes BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS names_again(first INTEGER PRIMARY KEY, count INTEGER NOT NULL, bytes BLOB NOT NULL)
        """
    private static let batchSize = 4096

    private let path: String?
    private let report: StoreReporter
    private let state: Mutex<State>

    /// Opens or makes the registry at `path`; `nil` keeps it in memory. Never fails: see the reports.
    public init(path: String?, report: @escaping StoreReporter = { _ in }) {
        self.path = path
        self.report = report
        var state = State()
        if let path {
            do throws(DatabaseFailure) {
                (state.table, state.file) = try Self.open(path, report)
            } catch {
                // Reading needs less than opening: numbers given now must not be those of other names on that disk.
                state.table = Self.carved(path)
                state.isDetached = true
                report(StoreReport(.degraded, file: path, "New point names are only in memory: \(error.message)"))
            }
        }
        state.durable = state.table.count
        self.state = Mutex(state)
    }

    /// The numbers of `names`, in their order; names not known yet get the next ones.
    public func ids(for names: [String]) -> [UInt32] {
        state.withLock { state in
            let ids = names.map { state.table.insert($0).id }
            if state.durable < state.table.count { persist(&state) }
            return ids
        }
    }

    /// The number of a name, if it has one.
    public func id(of name: String) -> UInt32? {
        state.withLock { $0.table.id(of: name) }
    }

    /// `nil` for numbers that were never given, and for names lost to damage.
    public func name(of id: UInt32) -> String? {
        state.withLock { $0.table.name(of: id) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// How many numbers have been given; all are below this.
    public var count: Int {
        state.withLock { $0.table.count }
    }

    /// Every name, at the index of its number; empty where one was lost.
    public var names: [String] {
        state.withLock { state in (0..<UInt32(state.table.count)).map { state.table.name(of: $0) ?? "" } }
    }

    private func persist(_ state: inout State) {
        guard let path, !state.isDetached else { return }
        do throws(DatabaseFailure) {
            let file: DatabaseFile
            if let open = state.file { file = open } else { (_, file) = try Self.open(path, report) }
            state.file = file
            try Self.append(state.table, from: state.durable, to: file)
            state.durable = state.table.count
            guard state.isDegraded else { return }
            state.isDegraded = false
            report(StoreReport(.recovered, file: path, "Point names are on disk again"))
        } catch {
            if case .io = error { state.file?.abandon() }
            if error != .full { state.file = nil }
            guard !state.isDegraded else { return }
            state.isDegraded = true
            report(StoreReport(.degraded, file: path, "New point names are only in memory: \(error.message)"))
        }
    }

    static func append(_ table: NameTable, from start: Int, to file: DatabaseFile) throws(DatabaseFailure) {
        try file.write { database in
            for first in stride(from: start, to: table.count, by: batchSize) {
                let end = min(first + batchSize, table.count)
                let names = (first..<end).map { table.name(of: UInt32($0)) ?? "" }
                let bytes = Data(NameBatch.encode(names))
                for copy in ["names", "names_again"] {
                    try database.cachedStatement(sql: "INSERT OR REPLACE INTO \(copy) VALUES(?, ?, ?)")
                        .execute(arguments: [first, names.count, bytes])
                }
            }
        }
        try file.checkpoint()
    }
}
