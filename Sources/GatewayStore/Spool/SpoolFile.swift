import GRDB
import GatewayCore

/// The tables of a spool in one SQLite file. Every row of `block` carries its own name and checksum, so that it can be
/// told whole from damaged by itself, and found again when everything around it is lost.
final class SpoolFile: Sendable {
    let path: String
    let database: DatabaseFile

    private static let schema = """
        CREATE TABLE IF NOT EXISTS block(id INTEGER PRIMARY KEY, stream TEXT NOT NULL, epoch INTEGER NOT NULL,
            sequence INTEGER NOT NULL, samples INTEGER NOT NULL, bytes INTEGER NOT NULL, created INTEGER NOT NULL,
            checksum INTEGER NOT NULL, payload BLOB NOT NULL);
        CREATE INDEX IF NOT EXISTS block_order ON block(stream, epoch, sequence, samples, bytes, created);
        CREATE TABLE IF NOT EXISTS position(stream TEXT PRIMARY KEY, cursor_epoch INTEGER, cursor_sequence INTEGER,
            floor_epoch INTEGER, floor_sequence INTEGER);
        CREATE TABLE IF NOT EXISTS epoch(id INTEGER PRIMARY KEY, value INTEGER NOT NULL)
        """

    init(path: String) throws(DatabaseFailure) {
        self.path = path
        database = try DatabaseFile(path: path, schema: Self.schema)
    }

    func append(_ blocks: [SpoolBlock], positions: [String: SpoolPosition]) throws(DatabaseFailure) {
        try database.write { database in
            let insert = try database.cachedStatement(sql: "INSERT INTO block VALUES(NULL,?,?,?,?,?,?,?,?)")
            for block in blocks { try insert.execute(arguments: SpoolRow.arguments(block)) }
            try Self.place(positions, database)
        }
    }

    /// Whole blocks in order, the ids of those that are not whole, and whether the limit left some of this file behind.
    func load(
        _ stream: String, after: BlockID?, limit: Int
    ) throws(DatabaseFailure) -> (blocks: [SpoolBlock], damaged: [(BlockID, samples: Int)], isCut: Bool) {
        try database.read { database in
            var (blocks, damaged, left) = ([SpoolBlock](), [(BlockID, samples: Int)](), limit)
            var isCut = false
            let statement = try database.cachedStatement(
                sql: """
                    SELECT stream, epoch, sequence, samples, bytes, created, checksum, payload FROM block
                    WHERE stream = ? AND (epoch, sequence) > (?, ?) ORDER BY epoch, sequence
                    """)
            let rows = try Row.fetchCursor(statement, arguments: Self.arguments(stream, after))
            while let row = try rows.next() {
                let size: Int = row[4]
                if size > left, !blocks.isEmpty {
                    isCut = true
                    break
                }
                left -= size
                if let block = SpoolRow.block(row) {
                    blocks.append(block)
                } else {
                    damaged.append((SpoolRow.id(row[1], row[2]), row[3]))
                }
            }
            return (blocks, damaged, isCut)
        }
    }

    /// How much lies after one block and up to another.
    func amount(
        _ stream: String, after: BlockID?, through: BlockID
    ) throws(DatabaseFailure) -> SpoolAmount {
        try database.read { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT count(*), total(samples), total(bytes) FROM block
                    WHERE stream = ? AND (epoch, sequence) > (?, ?) AND (epoch, sequence) <= (?, ?)
                    """,
                arguments: Self.arguments(stream, after) + SpoolRow.arguments(through))
            return row.map { SpoolAmount(blocks: $0[0], samples: $0[1], bytes: $0[2]) } ?? .zero
        }
    }

    /// Shows the blocks of a stream without their payload, oldest first, until `body` returns false.
    func forEach(
        _ stream: String, after: BlockID?, _ body: (BlockID, SpoolAmount, Timestamp) -> Bool
    ) throws(DatabaseFailure) {
        try database.read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT epoch, sequence, samples, bytes, created FROM block
                    WHERE stream = ? AND (epoch, sequence) > (?, ?) ORDER BY epoch, sequence
                    """, arguments: Self.arguments(stream, after))
            while let row = try rows.next() {
                let amount = SpoolAmount(blocks: 1, samples: row[2], bytes: row[3])
                guard body(SpoolRow.id(row[0], row[1]), amount, Timestamp(rawValue: row[4])) else { break }
            }
        }
    }

    /// Deletes up to these blocks, and says so in the positions, in one transaction.
    func remove(through: [String: BlockID], positions: [String: SpoolPosition]) throws(DatabaseFailure) {
        try database.write { database in
            try Self.place(positions, database)
            let delete = try database.cachedStatement(
                sql: "DELETE FROM block WHERE stream = ? AND (epoch, sequence) <= (?, ?)")
            for (stream, id) in through { try delete.execute(arguments: [stream] + SpoolRow.arguments(id)) }
        }
    }

    func positions() throws(DatabaseFailure) -> [String: SpoolPosition] {
        try database.read { database in
            var found: [String: SpoolPosition] = [:]
            for row in try Row.fetchAll(database, sql: "SELECT * FROM position") {
                found[row[0]] = SpoolRow.position(row[1], row[2], row[3], row[4])
            }
            return found
        }
    }

    /// What every stream holds, by the index alone.
    func held() throws(DatabaseFailure) -> [(stream: String, amount: SpoolAmount)] {
        try database.read { database in
            try Row.fetchAll(
                database, sql: "SELECT stream, count(*), total(samples), total(bytes) FROM block GROUP BY stream"
            ).map { ($0[0], SpoolAmount(blocks: $0[1], samples: $0[2], bytes: $0[3])) }
        }
    }

    /// The oldest block of a stream.
    func first(_ stream: String) throws(DatabaseFailure) -> (id: BlockID, created: Timestamp)? {
        var first: (BlockID, Timestamp)?
        try forEach(stream, after: nil) { id, _, created in
            first = (id, created)
            return false
        }
        return first
    }

    /// Deletes a block and all after it.
    func remove(_ stream: String, from id: BlockID) throws(DatabaseFailure) {
        try database.write { database in
            try database.execute(
                sql: "DELETE FROM block WHERE stream = ? AND (epoch, sequence) >= (?, ?)",
                arguments: [stream] + SpoolRow.arguments(id))
        }
    }

    /// The newest block of a stream.
    func last(_ stream: String) throws(DatabaseFailure) -> BlockID? {
        try database.read { database in
            try Row.fetchOne(
                database,
                sql: """
                    SELECT epoch, sequence FROM block WHERE stream = ? ORDER BY epoch DESC, sequence DESC LIMIT 1
                    """, arguments: [stream]
            ).map { SpoolRow.id($0[0], $0[1]) }
        }
    }

    /// The epoch last given out, and the highest that any block carries.
    func epoch() throws(DatabaseFailure) -> UInt64 {
        try database.read { database in
            let given = try Int64.fetchOne(database, sql: "SELECT value FROM epoch WHERE id = 1") ?? 0
            let used = try Int64.fetchOne(database, sql: "SELECT max(epoch) FROM block") ?? 0
            return UInt64(clamping: max(given, used))
        }
    }

    func setEpoch(_ epoch: UInt64) throws(DatabaseFailure) {
        try database.write {
            try $0.execute(sql: "INSERT OR REPLACE INTO epoch VALUES(1, ?)", arguments: [Int64(clamping: epoch)])
        }
    }

    private static func place(_ positions: [String: SpoolPosition], _ database: Database) throws {
        guard !positions.isEmpty else { return }
        let place = try database.cachedStatement(sql: "INSERT OR REPLACE INTO position VALUES(?,?,?,?,?)")
        for (stream, position) in positions {
            try place.execute(arguments: SpoolRow.arguments(stream, position))
        }
    }

    private static func arguments(_ stream: String, _ after: BlockID?) -> StatementArguments {
        guard let after else { return [stream, -1, -1] }
        return [stream] + SpoolRow.arguments(after)
    }
}
