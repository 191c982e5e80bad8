import Foundation
import GRDB
import GatewayCore

extension HistoryFile {
    /// Where a reader of a part is: behind this chunk.
    struct ChunkPlace {
        var last: Int64 = -1
        var id: Int64 = 0
    }

    /// The payload of the next chunk of a part, in the order of points.
    func chunk(of part: Int64, after place: inout ChunkPlace) throws(DatabaseFailure) -> [UInt8]? {
        let before = place
        let next = try database.read { database in
            try Row.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT last, chunk, payload FROM place LEFT JOIN chunk ON id = chunk
                        WHERE part = ? AND (last, chunk) > (?, ?) ORDER BY last, chunk LIMIT 1
                        """), arguments: [part, before.last, before.id]
            ).map { (ChunkPlace(last: $0[0], id: $0[1]), [UInt8](($0[2] as Data?) ?? Data())) }
        }
        if let next { place = next.0 }
        return next?.1
    }

    /// Shows the payloads that may hold the point within a range, in order.
    static func forEachChunk(
        of part: Int64, point: UInt32, _ range: Range<Timestamp>, _ database: Database, _ body: ([UInt8]) -> Void
    ) throws {
        let places = try Row.fetchCursor(
            database.cachedStatement(
                sql: """
                    SELECT first, chunk, start, "end" FROM place WHERE part = ? AND last >= ? ORDER BY last, chunk
                    """),
            arguments: [part, Int64(point)])
        let payload = try database.cachedStatement(sql: "SELECT payload FROM chunk WHERE id = ?")
        while let place = try places.next(), (place[0] as Int64) <= Int64(point) {
            let (start, end) = (Timestamp(rawValue: place[2]), Timestamp(rawValue: place[3]))
            guard start < range.upperBound, end >= range.lowerBound else { continue }
            // A missing payload is shown as an empty one, which is no block: it counts as damage.
            body([UInt8](try Data.fetchOne(payload, arguments: [place[1] as Int64]) ?? Data()))
        }
    }
}
