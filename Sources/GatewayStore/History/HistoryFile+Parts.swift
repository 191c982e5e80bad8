import Foundation
import GRDB
import GatewayCore

extension HistoryFile {
    func parts(_ state: HistoryPart.State = .alive) throws(DatabaseFailure) -> [HistoryPart] {
        try database.read { try Self.parts(state, $0) }
    }

    static func parts(_ state: HistoryPart.State, _ database: Database) throws -> [HistoryPart] {
        try Row.fetchAll(
            database.cachedStatement(sql: "SELECT * FROM part WHERE state = ? ORDER BY generation"),
            arguments: [state.rawValue]
        ).map { row in
            HistoryPart(
                id: row[0], level: row[1], generation: row[2], start: Timestamp(rawValue: row[3]),
                end: Timestamp(rawValue: row[4]), arrived: Timestamp(rawValue: row[5]), samples: row[6], bytes: row[7])
        }
    }

    /// Begins a part that nobody sees yet.
    func begin(_ part: HistoryPart) throws(DatabaseFailure) -> Int64 {
        try database.write { try Self.insert(part, .building, $0) }
    }

    func append(_ chunks: [HistoryChunk], to part: inout HistoryPart) throws(DatabaseFailure) {
        var grown = part
        try database.write { try Self.append(chunks, to: &grown, $0) }
        part = grown
    }

    /// The part takes the place of those it was merged from.
    func finish(_ part: HistoryPart, replacing merged: [HistoryPart]) throws(DatabaseFailure) {
        try database.write { database in
            try Self.update(part, .alive, database)
            try Self.bury(merged, database)
        }
    }

    func bury(_ parts: [HistoryPart]) throws(DatabaseFailure) {
        try database.write { try Self.bury(parts, $0) }
    }

    /// Deletes some chunks of dead parts, so that no call takes long. Returns false when there are none left.
    func clean(limit: Int = 256) throws(DatabaseFailure) -> Bool {
        guard let dead = try parts(.dead).first else { return false }
        try database.write { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT last, chunk FROM place WHERE part = ? ORDER BY last, chunk LIMIT ?",
                arguments: [dead.id, limit])
            for row in rows {
                try database.execute(sql: "DELETE FROM chunk WHERE id = ?", arguments: [row[1] as Int64])
                try database.execute(
                    sql: "DELETE FROM place WHERE part = ? AND last = ? AND chunk = ?",
                    arguments: [dead.id, row[0] as Int64, row[1] as Int64])
            }
            if rows.count < limit {
                try database.execute(sql: "DELETE FROM part WHERE id = ?", arguments: [dead.id])
            }
        }
        return true
    }

    /// Gives free pages back when they are more than a quarter of the file.
    func shrink() throws(DatabaseFailure) {
        let (free, all) = try database.read { database in
            (
                try Int.fetchOne(database, sql: "PRAGMA freelist_count") ?? 0,
                try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            )
        }
        if free > 256, free > all / 4 { try database.vacuum(pages: 256) }
    }

    static func insert(_ part: HistoryPart, _ state: HistoryPart.State, _ database: Database) throws -> Int64 {
        try database.execute(
            sql: "INSERT INTO part VALUES(NULL,?,?,?,?,?,?,?,?)", arguments: arguments(part, state))
        return database.lastInsertedRowID
    }

    static func update(_ part: HistoryPart, _ state: HistoryPart.State, _ database: Database) throws {
        try database.execute(
            sql: "INSERT OR REPLACE INTO part VALUES(?,?,?,?,?,?,?,?,?)",
            arguments: [part.id] + arguments(part, state))
    }

    static func arguments(_ part: HistoryPart, _ state: HistoryPart.State) -> StatementArguments {
        [
            part.level, part.generation, part.start.rawValue, part.end.rawValue, part.arrived.rawValue, part.samples,
            part.bytes, state.rawValue,
        ]
    }

    static func append(_ chunks: [HistoryChunk], to part: inout HistoryPart, _ database: Database) throws {
        let insert = try database.cachedStatement(sql: "INSERT INTO chunk VALUES(NULL, ?)")
        let place = try database.cachedStatement(sql: "INSERT INTO place VALUES(?,?,?,?,?,?)")
        for chunk in chunks {
            try insert.execute(arguments: [Data(chunk.payload)])
            try place.execute(arguments: [
                part.id, Int64(chunk.lastPoint), database.lastInsertedRowID, Int64(chunk.firstPoint),
                chunk.start.rawValue, chunk.end.rawValue,
            ])
            part.samples += chunk.samples
            part.bytes += chunk.payload.count
            part.start = min(part.start, chunk.start)
            part.end = max(part.end, chunk.end)
        }
    }

    static func bury(_ parts: [HistoryPart], _ database: Database) throws {
        let bury = try database.cachedStatement(sql: "UPDATE part SET state = ? WHERE id = ?")
        for part in parts { try bury.execute(arguments: [HistoryPart.State.dead.rawValue, part.id]) }
    }
}
