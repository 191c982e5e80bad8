import GatewayAPI
import GatewayCore
import GatewayRuntime
import GatewayStore
import GatewayWire

extension RuntimeControl {
    func history(_ query: HistoryQuery) async throws -> HistoryResult {
        guard let store = gateway.storage.history else {
            throw ControlError(
                .unavailable, "this site keeps no history",
                mend: "set `history: enabled: true` in site.yaml and restart")
        }
        let entry = await gateway.point(query.name)
        guard let id = gateway.storage.registry.id(of: query.name) else { throw ControlError.noPoint(query.name) }
        await gateway.flushHistory()
        let range = query.from.core..<max(query.from.core, query.to.core)
        do throws(HistoryError) {
            var result = HistoryResult(name: query.name, unit: entry?.config.unit)
            if let bucket = query.bucketMs {
                result.buckets = try store.aggregates(id, in: range, bucket: max(1, bucket) * 1_000_000)
                    .map(GatewayWire.HistoryBucket.init)
            } else {
                let rows = try store.query(id, in: range, limit: query.limit + 1)
                result.truncated = rows.count > query.limit
                result.rows = rows.prefix(query.limit).map(GatewayWire.HistoryRow.init)
            }
            return result
        } catch {
            throw ControlError(.unavailable, "the history cannot be read: \(error)", mend: "see gatewayd's log")
        }
    }
}

extension GatewayWire.HistoryRow {
    init(_ row: GatewayStore.HistoryRow) {
        self.init(time: WireTime(row.time), value: WireValue(row.value), quality: row.quality.description)
    }
}

extension GatewayWire.HistoryBucket {
    init(_ bucket: GatewayStore.HistoryBucket) {
        self.init(
            start: WireTime(bucket.start), minimum: bucket.minimum, maximum: bucket.maximum, mean: bucket.mean,
            last: bucket.last.map { WireValue($0) } ?? .none, count: bucket.count)
    }
}
