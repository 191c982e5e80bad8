import Glibc
import Testing

extension EndToEnd {
    /// The site changes while samples flow, or wait.
    @Suite(.enabled(if: Broker.isInstalled, "mosquitto is not installed")) struct ChangeUnderLoadTests {
        private let folder = TemporaryFolder()

        @Test func `a sink that is made anew under load loses nothing`() async throws {
            let broker = Broker(folder)
            try await broker.start()
            let subscriber = try await broker.subscribe("mqtt/load/#")
            let (load, other) = (try CounterDevice(), try Device(.counter))
            let site = try TestSite(folder)
            load.channel(in: site)
            site.sink(port: broker.port, settings: "json_samples: compact")
            let gateway = try await GatewayProcess(site)
            var ledger = CounterLedger()
            for round in 0..<4 {
                let goal = load.reads + 50
                try await until("50 reads pass") { load.reads > goal }
                // First the sink's own settings, then what it may get.
                if round.isMultiple(of: 2) {
                    site.sink(port: broker.port, settings: "json_samples: compact, window: \(round + 2)")
                } else {
                    site.channel("other", port: other.port, points: PointTable.registers(10..<12 + round))
                }
                #expect(try await gateway.client.reload().applied)
            }
            let goal = load.reads + 50
            try await until("the newest arrive", within: .seconds(20)) {
                try ledger.take(subscriber.messages())
                return ledger.newest > goal
            }
            #expect(ledger.isComplete(to: ledger.newest))
            #expect(ledger.strays == 0)
            #expect(try await gateway.client.status().faultCount == 0)
            figure(
                "sink made anew 4 times under load: \(ledger.count) samples, missing \(ledger.missing), repeated \(ledger.duplicates)"
            )
        }

        /// In memory the samples wait for a moment only; on disk they outlive the gateway.
        @Test(arguments: [false, true])
        func `samples of a channel that is gone still arrive under its name`(restarts: Bool) async throws {
            let broker = Broker(folder)
            try await broker.start()
            let subscriber = try await broker.subscribe("mqtt/#")
            try await broker.stop()
            let (load, other) = (try CounterDevice(), try Device(.counter))
            let site = try TestSite(folder)
            load.channel(in: site)
            site.channel("other", port: other.port, points: PointTable.registers(10..<12), period: "20 ms")
            site.sink(port: broker.port, settings: "json_samples: compact")
            var gateway = try await GatewayProcess(site)
            try await until("samples wait") { load.reads > 50 }

            folder.delete("site/channels/load.yaml")
            if restarts {
                #expect(try await gateway.terminate().status == .exited(0))
                gateway = try await GatewayProcess(site)
            } else {
                #expect(try await gateway.client.reload().applied)
            }
            let reads = load.reads
            try await broker.start()
            var ledger = CounterLedger()
            try await until("those of the channel that is gone arrive", within: .seconds(15)) {
                try ledger.take(subscriber.messages().filter { $0.topic == "mqtt/load/unit" })
                return ledger.newest >= reads - 1
            }
            #expect(ledger.isComplete(to: ledger.newest))
            #expect(ledger.strays == 0)
            let lane = try await gateway.lane()
            #expect((lane.dropped, lane.rejected) == (0, 0))
        }
    }
}
