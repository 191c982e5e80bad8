import GatewayWire
import Testing

extension EndToEnd {
    /// None lost, order kept, whatever happens to the broker and to the gateway.
    @Suite(.enabled(if: Broker.isInstalled, "mosquitto is not installed")) struct DeliveryTests {
        private let folder = TemporaryFolder()
        private static let points = CounterDevice.addresses.count

        /// A broker that knows the subscriber's session and does not run.
        private func absentBroker() async throws -> (Broker, Subscriber) {
            let broker = Broker(folder)
            try await broker.start()
            let subscriber = try await broker.subscribe("mqtt/#")
            try await broker.stop()
            return (broker, subscriber)
        }

        private func site(_ load: CounterDevice, _ broker: Broker, lane: String = "{}") throws -> TestSite {
            let site = try TestSite(folder)
            load.channel(in: site)
            site.sink(port: broker.port, settings: "json_samples: compact", lines: "lane: \(lane)")
            return site
        }

        /// With room in memory for all that waits, and with room for so little that most is on disk alone.
        @Test(arguments: ["{}", "{memory: 2000, batch: 500}"])
        func `100,000 samples pass a broker that is absent, comes, and restarts twice`(lane: String) async throws {
            let (broker, subscriber) = try await absentBroker()
            let load = try CounterDevice()
            let gateway = try await GatewayProcess(site(load, broker, lane: lane))
            var ledger = CounterLedger()
            try await until("20,000 samples wait") { try await waiting(gateway) > 20_000 }
            try await broker.start()
            for goal in [30_000, 60_000] {
                try await until("\(goal) samples arrive", within: .seconds(40)) {
                    try ledger.take(subscriber.messages())
                    return ledger.count > goal
                }
                try await broker.stop()
                try await until("samples wait again") { try await waiting(gateway) > 5_000 }
                try await broker.start()
            }
            try await until("100,000 samples are read", within: .seconds(40)) { load.reads * Self.points > 100_000 }
            let reads = load.reads
            try await until("all of them arrive", within: .seconds(40)) {
                try ledger.take(subscriber.messages())
                return ledger.newest >= reads
            }
            #expect(ledger.isComplete(to: ledger.newest))
            #expect(ledger.strays == 0)
            #expect(ledger.bad == 0)
            let figures = try await gateway.lane()
            #expect(figures.dropped == 0)
            figure(
                "broker absent and restarted twice, lane \(lane): \(ledger.count) samples in \(ledger.messages) messages, missing "
                    + "\(ledger.missing), out of order \(ledger.strays), repeated \(ledger.duplicates), "
                    + "resent by the lane \(figures.resent), durable \(figures.durable)")
        }

        @Test func `kill -9 loses nothing that was durable`() async throws {
            let (broker, subscriber) = try await absentBroker()
            let load = try CounterDevice()
            let site = try site(load, broker)
            let first = try await GatewayProcess(site)
            try await until("30,000 samples are durable", within: .seconds(30)) {
                try await first.lane().durable > 30_000
            }
            let durable = try await first.lane().durable
            first.kill()
            let readBefore = load.reads

            let began = ContinuousClock.now
            async let second = GatewayProcess(site)
            try await until("the device is read again") { load.reads > readBefore }
            let backAfter = ContinuousClock.now - began
            let gateway = try await second
            #expect(backAfter <= .seconds(2))
            try await broker.start()
            let goal = load.reads
            var ledger = CounterLedger()
            try await until("everything arrives", within: .seconds(40)) {
                try ledger.take(subscriber.messages())
                return ledger.newest > goal
            }
            try expectDurable(ledger, durable: Int(durable), readBefore: readBefore)
            figure(
                "kill -9: \(durable) durable samples, all arrived; first poll \(backAfter.text) after the start, API after "
                    + "\(gateway.startTook.text)")
        }

        /// Every point got an unbroken run from the first read on, not shorter than what was durable; what is missing
        /// after it was not older than a commit.
        private func expectDurable(_ ledger: CounterLedger, durable: Int, readBefore: Int) throws {
            #expect(ledger.strays == 0)
            var kept = 0
            for reads in ledger.reads.values {
                let run = zip(reads, 1...).prefix { $0 == $1 }.count
                kept += run
                #expect(run >= readBefore - 30, "the last 100 ms and a poll under way may be missing, no more")
                #expect(reads.dropFirst(run).allSatisfy { $0 > readBefore - 1 })
            }
            #expect(kept >= durable)
            figure("kill -9: \(ledger.missing / max(1, ledger.reads.count)) of the last reads were not yet durable")
        }

        @Test func `SIGTERM under load ends within 5 s and loses nothing`() async throws {
            let (broker, subscriber) = try await absentBroker()
            try await broker.start()
            let load = try CounterDevice()
            let site = try site(load, broker)
            var ledger = CounterLedger()
            var took: [Duration] = []
            // With the broker there, with the broker gone, and once more so that the spool is emptied.
            for round in 0..<3 {
                let gateway = try await GatewayProcess(site)
                let goal = load.reads + 200
                try await until("200 reads pass") { load.reads > goal }
                if round == 1 {
                    try await broker.stop()
                    try await until("the sink is down") { try await waiting(gateway) > 2_000 }
                }
                if round == 2 {
                    try await broker.start()
                    try await until("the spool is empty", within: .seconds(30)) {
                        try ledger.take(subscriber.messages())
                        return ledger.newest > goal
                    }
                }
                let end = try await gateway.terminate()
                #expect(end.status == .exited(0))
                #expect(end.took <= .seconds(5))
                took.append(end.took)
            }
            let reads = load.reads
            try await until("the last arrive") {
                try ledger.take(subscriber.messages())
                return ledger.newest >= reads - 1
            }
            // The answer to a read under way at a SIGTERM is nobody's: at most one for each stop.
            #expect(ledger.missing <= 3 * Self.points)
            #expect(ledger.strays == 0)
            figure("SIGTERM: \(ledger.count) samples, missing \(ledger.missing), took \(took.map(\.text))")
        }

        private func waiting(_ gateway: GatewayProcess) async throws -> UInt64 {
            let lane = try await gateway.lane()
            return lane.queued + lane.spooled
        }
    }
}
