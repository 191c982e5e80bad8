import GRDB
import Glibc

/// One SQLite file in write-ahead mode, opened the way every file of the store is.
///
/// Checkpoints are ours, not SQLite's: an automatic one swallows its errors, and a sync that failed unseen is how data
/// is lost. Nothing is mapped into memory, for a disk error there would be a signal instead of an error code.
final class DatabaseFile: Sendable {
    static let pageSize = 16_384

    let path: String
    private let pool: DatabasePool

    /// Opens or makes the file with these tables. Pages come back when they are free (`incremental_vacuum`).
    init(path: String, schema: String, readers: Int = 2) throws(DatabaseFailure) {
        self.path = path
        var configuration = Configuration()
        configuration.maximumReaderCount = readers
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -2048; PRAGMA mmap_size = 0")
            guard !database.configuration.readonly else { return }
            try database.execute(
                sql: """
                    PRAGMA page_size = \(Self.pageSize); PRAGMA auto_vacuum = INCREMENTAL;
                    PRAGMA wal_autocheckpoint = 0
                    """)
        }
        do { pool = try DatabasePool(path: path, configuration: configuration) } catch { throw DatabaseFailure(error) }
        do {
            try pool.writeWithoutTransaction { database in
                // After the pool has chosen NORMAL: a commit is durable when it returns.
                try database.execute(sql: "PRAGMA synchronous = FULL")
                try database.execute(sql: schema)
            }
        } catch {
            let failure = DatabaseFailure(error)
            if case .io = failure { abandon() }
            throw failure
        }
        Self.syncFolder(of: path)
    }

    /// Runs `body` in one transaction, durable on return.
    func write<Value>(_ body: (Database) throws -> Value) throws(DatabaseFailure) -> Value {
        do { return try pool.write(body) } catch { throw DatabaseFailure(error) }
    }

    /// Runs `body` over one snapshot, beside a writer.
    func read<Value>(_ body: (Database) throws -> Value) throws(DatabaseFailure) -> Value {
        do { return try pool.read(body) } catch { throw DatabaseFailure(error) }
    }

    /// Moves what the log holds into the file, so that the log can begin anew.
    func checkpoint() throws(DatabaseFailure) {
        do {
            try pool.writeWithoutTransaction { database in _ = try database.checkpoint(.passive) }
        } catch {
            let failure = DatabaseFailure(error)
            // Someone reads: the next checkpoint goes further.
            if case .other = failure { return }
            throw failure
        }
    }

    /// Gives up to `pages` free pages back to the disk.
    func vacuum(pages: Int) throws(DatabaseFailure) {
        do {
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA incremental_vacuum(\(pages))") }
        } catch {
            throw DatabaseFailure(error)
        }
    }

    /// What is wrong with the structure of the file, or of one table; `nil` when nothing is.
    func check(table: String? = nil) throws(DatabaseFailure) -> String? {
        let sql = table.map { "PRAGMA quick_check('\($0)')" } ?? "PRAGMA quick_check(1)"
        let found = try read { try String.fetchOne($0, sql: sql) }
        return found == "ok" ? nil : found
    }

    /// Keeps the file open for ever: closing would checkpoint and sync it, and a file whose sync has failed is never
    /// synced again.
    func abandon() {
        _ = Unmanaged.passRetained(pool)
    }

    /// A new file is only there after a power cut when its folder has been synced.
    private static func syncFolder(of path: String) {
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
