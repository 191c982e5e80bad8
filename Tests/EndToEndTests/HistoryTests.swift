import Foundation
import GatewayWire
import Testing

extension EndToEnd {
    /// The past, as the API tells it.
    @Suite struct HistoryTests {
        private let folder = TemporaryFolder()

        @Test func `every reading is kept, in order, over a restart and a kill`() async throws {
            let device = try Device(.counter)
            let site = try TestSite(folder, plugins: ["modbus"], lines: "history: {enabled: true}")
            site.channel("field", port: device.port, points: PointTable.registers([10]), period: "10 ms")
            let from = WireTime(nanoseconds: Int64(Date.now.timeIntervalSince1970 * 1e9) - 1_000_000_000)
            var kept = 0
            for round in 0..<3 {
                let gateway = try await GatewayProcess(site)
                let goal = device.requests + 100
                try await until("100 readings") { device.requests > goal }
                let reads = try await readings(gateway, since: from)
                // What was told once is told again.
                #expect(reads.count >= kept + 90)
                #expect(reads == reads.sorted())
                #expect(Set(reads).count == reads.count)
                kept = reads.count
                if round == 0 {
                    #expect(try await gateway.terminate().status == .exited(0))
                } else {
                    gateway.kill()
                }
            }
            let gateway = try await GatewayProcess(site)
            let reads = try await readings(gateway, since: from)
            figure("history: \(reads.count) of \(device.requests) readings over one stop and two kills")
            #expect(reads.count >= kept)
            let buckets = try await gateway.client.history(query(since: from, bucketMs: 3_600_000)).buckets ?? []
            let later = try await readings(gateway, since: from)
            let counted = buckets.reduce(0) { $0 + Int($1.count) }
            #expect((reads.count...later.count).contains(counted))
            #expect(buckets.first?.minimum == Double(10 + (reads.first ?? 0)))
        }

        private func query(since from: WireTime, bucketMs: Int64? = nil) -> HistoryQuery {
            let to = WireTime(nanoseconds: Int64(Date.now.timeIntervalSince1970 * 1e9) + 1_000_000_000)
            return HistoryQuery(name: "field.unit.r10", from: from, to: to, bucketMs: bucketMs, limit: 100_000)
        }

        /// The numbers of the reads that are kept.
        private func readings(_ gateway: GatewayProcess, since from: WireTime) async throws -> [Int] {
            let result = try await gateway.client.history(query(since: from))
            #expect(!result.truncated)
            return (result.rows ?? []).filter { $0.quality == "good" }.map { Int($0.value.number ?? 0) - 10 }
        }
    }
}
