import GRDB
import GatewayCore

extension HistoryStore {
    /// In which order rows come.
    public enum Order: Sendable {
        case oldestFirst, newestFirst
    }

    /// The values of a point in `range` (its end not included), at most `limit`, in the order of time; of values with
    /// one time, in the order in which they were received.
    public func query(
        _ point: UInt32, in range: Range<Timestamp>, limit: Int = .max, order: Order = .oldestFirst
    ) throws(HistoryError) -> [HistoryRow] {
        guard limit > 0 else { return [] }
        var rows: [HistoryRow] = []
        try scan(point, range, order) { sample, bytes in
            rows.append(
                HistoryRow(
                    time: sample.sourceTime, value: SampleBuffer.value(sample, bytes: bytes), quality: sample.quality))
            return rows.count < limit
        }
        return rows
    }

    /// What a point did in each `bucket` (nanoseconds, more than 0) of `range`, counted from its begin. Buckets without
    /// any value are left out.
    public func aggregates(
        _ point: UInt32, in range: Range<Timestamp>, bucket: Int64
    ) throws(HistoryError) -> [HistoryBucket] {
        guard bucket > 0 else { return [] }
        var buckets: [HistoryBucket] = []
        try scan(point, range, .oldestFirst) { sample, bytes in
            // Wide ranges pass 63 bits: the distance is unsigned.
            let distance = UInt64(bitPattern: sample.sourceTime.rawValue &- range.lowerBound.rawValue)
            let start = Timestamp(
                rawValue: sample.sourceTime.rawValue &- Int64(bitPattern: distance % UInt64(bucket)))
            if buckets.last?.start != start { buckets.append(HistoryBucket(start: start)) }
            buckets[buckets.count - 1].add(sample, bytes: bytes)
            return true
        }
        return buckets
    }

    public func statistics() -> HistoryStatistics {
        let (recent, file) = shared.withLock { shared in
            var found = HistoryStatistics()
            found.recent = shared.recent.buffer.count
            found.samples = found.recent
            found.untimed = shared.recent.untimed
            found.lost = shared.recent.lost
            found.damaged = shared.damaged
            found.oldest = shared.recent.buffer.view.lazy.map(\.sourceTime).min()
            found.newest = shared.recent.buffer.view.lazy.map(\.sourceTime).max()
            return (found, shared.file)
        }
        var found = recent
        for part in (try? file?.parts()) ?? [] {
            found.parts += 1
            found.samples += part.samples
            found.bytes += part.bytes
            found.oldest = min(found.oldest ?? part.start, part.start)
            found.newest = max(found.newest ?? part.end, part.end)
        }
        return found
    }

    /// Shows the samples of a point in order, as of one moment, until `body` returns false.
    private func scan(
        _ point: UInt32, _ range: Range<Timestamp>, _ order: Order,
        _ body: (Sample, UnsafeRawBufferPointer) -> Bool
    ) throws(HistoryError) {
        guard let file = shared.withLock({ $0.file }) else { throw .unavailable("the history file cannot be opened") }
        do throws(DatabaseFailure) {
            try withoutActuallyEscaping(body) { body throws(DatabaseFailure) in
                var isThrough = false
                // A part may be made between the look at the disk and the look at memory; then both are looked at again.
                while !isThrough {
                    isThrough = try file.database.read { database in
                        try self.scan(point, range, order, database, body)
                    }
                }
            }
        } catch {
            throw .unavailable(error.message)
        }
    }

    /// Returns false, having shown nothing, when disk and memory are not of one moment.
    private func scan(
        _ point: UInt32, _ range: Range<Timestamp>, _ order: Order, _ database: Database,
        _ body: @escaping (Sample, UnsafeRawBufferPointer) -> Bool
    ) throws -> Bool {
        let parts = try HistoryFile.parts(.alive, database)
        let newest = try Int64.fetchOne(database, sql: "SELECT max(generation) FROM part") ?? 0
        let recent = SampleBuffer()
        let generation = shared.withLock { shared in
            shared.recent.samples(of: point, range, into: recent)
            return shared.recent.generation
        }
        guard generation > newest else { return false }
        let isBackwards = order == .newestFirst
        var scan = HistoryScan(backwards: isBackwards, body)
        scan.add(recent, rank: generation)
        let touched = parts.filter { $0.start < range.upperBound && $0.end >= range.lowerBound }
            .sorted { isBackwards ? $0.end > $1.end : $0.start < $1.start }
        for part in touched where !scan.isDone {
            scan.release(to: isBackwards ? part.end : part.start)
            if !scan.isDone { try read(part, point, range, database, into: &scan) }
        }
        scan.release(to: nil)
        return true
    }

    private func read(
        _ part: HistoryPart, _ point: UInt32, _ range: Range<Timestamp>, _ database: Database,
        into scan: inout HistoryScan
    ) throws {
        let run = SampleBuffer(capacity: HistoryChunk.capacity)
        var damaged = 0
        do {
            try HistoryFile.forEachChunk(of: part.id, point: point, range, database) { payload in
                run.removeAll()
                do throws(BlockError) { try BlockCodec.decode(payload, into: run) } catch { damaged += 1 }
                for sample in run.view where sample.point == point && range.contains(sample.sourceTime) {
                    scan.add(sample, bytes: run.byteView, rank: part.generation)
                }
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
            damaged += 1
        }
        if damaged > 0 { noteDamaged(damaged, part: part.id) }
    }
}
