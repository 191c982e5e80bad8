import Foundation
import GRDB
import GatewayCore

/// The tables of a history in one SQLite file.
///
/// `journal` takes samples as they come; `part`, `place` and `chunk` hold them sorted. `place` says where a point's
/// chunks are: small enough to be checked at every start, which the chunks, with checksums of their own, need not be.
final class HistoryFile: Sendable {
    /// The tables that answers depend on being whole.
    static let checkedTables = ["part", "place", "journal"]

    let database: DatabaseFile

    private static let schema = """
        CREATE TABLE IF NOT EXISTS journal(id INTEGER PRIMARY KEY, payload BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS part(id INTEGER PRIMARY KEY, level INTEGER NOT NULL, generation INTEGER NOT NULL,
            start INTEGER NOT NULL, "end" INTEGER NOT NULL, arrived INTEGER NOT NULL, samples INTEGER NOT NULL,
            bytes INTEGER NOT NULL, state INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS chunk(id INTEGER PRIMARY KEY, payload BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS place(part INTEGER NOT NULL, last INTEGER NOT NULL, chunk INTEGER NOT NULL,
            first INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
            PRIMARY KEY(part, last, chunk)) WITHOUT ROWID
        """

    init(path: String) throws(DatabaseFailure) {
        database = try DatabaseFile(path: path, schema: Self.schema)
    }

    // MARK: Journal

    func journal() throws(DatabaseFailure) -> [[UInt8]] {
        try database.read { database in
            try Data.fetchAll(database, sql: "SELECT payload FROM journal ORDER BY id").map { [UInt8]($0) }
        }
    }

    /// Appends to the journal; `anew` empties it before, in the same transaction.
    func append(_ payloads: [[UInt8]], anew: Bool) throws(DatabaseFailure) {
        try database.write { database in
            if anew { try database.execute(sql: "DELETE FROM journal") }
            let insert = try database.cachedStatement(sql: "INSERT INTO journal VALUES(NULL, ?)")
            for payload in payloads { try insert.execute(arguments: [Data(payload)]) }
        }
    }

    /// Turns the journal into a part, in one transaction.
    func replaceJournal(by chunks: [HistoryChunk], generation: Int64, arrived: Timestamp) throws(DatabaseFailure) {
        try database.write { database in
            var part = HistoryPart(
                id: 0, level: 0, generation: generation, start: chunks.first?.start ?? .none,
                end: chunks.first?.end ?? .none, arrived: arrived, samples: 0, bytes: 0)
            part.id = try Self.insert(part, .alive, database)
            try Self.append(chunks, to: &part, database)
            try Self.update(part, .alive, database)
            try database.execute(sql: "DELETE FROM journal")
        }
    }
}
