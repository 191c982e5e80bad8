import Foundation
import GRDB

extension PointRegistry {
    /// Reads all names; a damaged file is set aside, and what either copy still knows is written anew.
    static func open(_ path: String, _ report: StoreReporter) throws(DatabaseFailure) -> (NameTable, DatabaseFile) {
        do throws(DatabaseFailure) {
            let log = MappedFile(path + "-wal")
            if WriteAheadLog(log.bytes, pageSize: DatabaseFile.pageSize).isDamaged {
                throw .corrupt("the write-ahead log is damaged")
            }
            let file = try DatabaseFile(path: path, schema: schema, readers: 1)
            let batches = try sound(file)
            return (table(batches), file)
        } catch .corrupt(let problem) {
            return try replace(path, problem, report)
        }
    }

    private static func sound(_ file: DatabaseFile) throws(DatabaseFailure) -> [NameBatch] {
        if let problem = try file.check() {
            file.abandon()
            throw .corrupt(problem)
        }
        let rows = try file.read { try Row.fetchAll($0, sql: "SELECT * FROM names ORDER BY first") }
        let batches = rows.compactMap { row in
            NameBatch(first: row[0], count: row[1], bytes: [UInt8](row[2] as Data))
        }
        guard batches.count == rows.count else {
            file.abandon()
            throw .corrupt("a row of names is damaged")
        }
        return batches
    }

    private static func replace(
        _ path: String, _ problem: String, _ report: StoreReporter
    ) throws(DatabaseFailure) -> (NameTable, DatabaseFile) {
        let away = DatabaseRemains.quarantine(path)
        report(StoreReport(.quarantined, file: away, "Point names are damaged (\(problem)) and were set aside"))
        let table = carved(away)
        let file = try DatabaseFile(path: path, schema: schema, readers: 1)
        try append(table, from: 0, to: file)
        report(StoreReport(.salvaged, file: path, "\(table.count) point numbers taken over"))
        return (table, file)
    }

    /// What either copy of the names still says, without SQLite.
    static func carved(_ path: String) -> NameTable {
        var found: [UInt32: NameBatch] = [:]
        PageCarver(path: path).forEachRow { _, record in
            guard record.values.count == 3, let first = record.rowid, let count = record.values[1].int,
                let bytes = record.values[2].blob, let batch = NameBatch(first: first, count: count, bytes: bytes)
            else { return }
            // A batch that was written in two steps is longer the second time.
            if batch.names.count >= found[batch.first]?.names.count ?? 0 { found[batch.first] = batch }
        }
        return table(found.values.sorted { $0.first < $1.first })
    }

    /// Numbers between batches belong to names that are lost; they are not given again.
    private static func table(_ batches: [NameBatch]) -> NameTable {
        var table = NameTable()
        for batch in batches {
            while table.count < Int(batch.first) { table.insertLost() }
            for name in batch.names.dropFirst(table.count - Int(batch.first)) {
                if name.isEmpty || !name.withUnsafeBytes({ table.insert($0) }).isNew { table.insertLost() }
            }
        }
        return table
    }
}
