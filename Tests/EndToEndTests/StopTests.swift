import GatewayWire
import Testing

extension EndToEnd {
    /// The end, with plugins that do not want it.
    @Suite(.enabled(if: Broker.isInstalled, "mosquitto is not installed")) struct StopTests {
        private let folder = TemporaryFolder()

        @Test func `plugins that are deaf hold up neither the end nor the data of others`() async throws {
            let broker = Broker(folder)
            try await broker.start()
            let subscriber = try await broker.subscribe("mqtt/#")
            let load = try CounterDevice()
            let site = try TestSite(folder)
            load.channel(in: site)
            site.sink(port: broker.port, settings: "json_samples: compact")
            try await addDeaf(to: site)
            var gateway = try await GatewayProcess(site)
            var ledger = CounterLedger()
            try await until("the deaf ones are called, and samples pass") {
                try ledger.take(subscriber.messages())
                return try await gateway.lane("deaf").queued > 5_000 && ledger.newest > 10
            }
            try await broker.stop()
            try await until("samples wait") { try await gateway.lane().queued > 2_000 }
            let waiting = try await gateway.lane("deaf").queued
            let end = try await gateway.terminate()
            #expect(end.status == .exited(0))
            #expect(end.took <= .seconds(5))

            gateway = try await GatewayProcess(site)
            let kept = try await gateway.lane("deaf")
            #expect(kept.queued + kept.spooled >= waiting)
            try await broker.start()
            let goal = load.reads
            try await until("the newest arrive", within: .seconds(20)) {
                try ledger.take(subscriber.messages())
                return ledger.newest > goal
            }
            #expect(ledger.strays == 0)
            // The answer to the read under way at the end is nobody's.
            #expect(ledger.missing <= CounterDevice.addresses.count)
            figure(
                "deaf driver and sink: ended after \(end.took.text), \(kept.queued + kept.spooled) samples of the deaf sink "
                    + "kept, \(ledger.missing) of the other sink missing")
        }

        private func addDeaf(to site: TestSite) async throws {
            try await site.stage(fixture: "deaf_driver", as: "deaf_driver.so")
            try await site.stage(fixture: "deaf_sink", as: "deaf_sink.so")
            folder.write("site/points/deaf.csv", "id,type\nx,uint16\n")
            folder.write(
                "site/channels/deaf.yaml",
                """
                plugin: deaf-driver
                groups: {default: 100 ms}
                devices:
                  - {id: unit, points: points/deaf.csv}

                """)
            folder.write("site/sinks/deaf.yaml", "plugin: deaf-sink\n")
        }
    }
}
