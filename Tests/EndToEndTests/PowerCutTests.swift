import Glibc
import Testing

extension EndToEnd {
    /// kill -9 on either side while samples flow between them.
    @Suite(.enabled(if: Broker.isInstalled, "mosquitto is not installed")) struct PowerCutTests {
        private let folder = TemporaryFolder()

        private func loaded(_ broker: Broker) throws -> (CounterDevice, TestSite) {
            let load = try CounterDevice()
            let site = try TestSite(folder)
            load.channel(in: site)
            site.sink(port: broker.port, settings: "json_samples: compact")
            return (load, site)
        }

        @Test func `a gateway that is killed again and again loses no more than what was not durable yet`() async throws
        {
            let broker = Broker(folder)
            try await broker.start()
            let subscriber = try await broker.subscribe("mqtt/#")
            let (load, site) = try loaded(broker)
            var ledger = CounterLedger()
            var killedAt: [Int] = []
            for round in 0..<6 {
                let gateway = try await GatewayProcess(site)
                let goal = load.reads + 37 + 29 * round
                try await until("some reads pass") { load.reads > goal }
                gateway.kill()
                killedAt.append(load.reads)
            }
            let gateway = try await GatewayProcess(site)
            let goal = load.reads + 50
            try await until("the newest arrive", within: .seconds(30)) {
                try ledger.take(subscriber.messages())
                return ledger.newest > goal
            }
            #expect(ledger.strays == 0)
            #expect(ledger.bad == 0)
            for reads in ledger.reads.values {
                for (before, after) in zip([0] + reads, reads) where after != before + 1 {
                    // A hole ends where a gateway began, and is at most a commit and a poll wide.
                    #expect(
                        killedAt.contains { abs($0 - after) <= 2 }, "from \(before) to \(after), killed at \(killedAt)")
                    #expect(after - before <= 30)
                }
            }
            figure(
                "killed \(killedAt.count) times with the broker there: \(ledger.count) samples, not durable in time "
                    + "\(ledger.missing), repeated \(ledger.duplicates), out of order 0")
            #expect(try await gateway.terminate().status == .exited(0))
        }

        @Test(
            .disabled(
                "Once in five runs one read of 613 did not arrive; whether gateway, broker or subscriber lost it is open"
            ))
        func `a broker that is killed or hangs gets what it has not acknowledged once more`() async throws {
            let broker = Broker(folder)
            try await broker.start()
            let subscriber = try await broker.subscribe("mqtt/#")
            let (load, site) = try loaded(broker)
            let gateway = try await GatewayProcess(site)
            var ledger = CounterLedger()
            for _ in 0..<3 {
                try await arrive(100, more: load, subscriber, &ledger)
                try await killBroker(broker, gateway, subscriber, &ledger)
                try await arrive(20, more: load, subscriber, &ledger)
                broker.signal(SIGSTOP)
                try await until("samples wait") { try await gateway.lane().queued > 3_000 }
                broker.signal(SIGCONT)
            }
            try await arrive(100, more: load, subscriber, &ledger)
            #expect(ledger.isComplete(to: ledger.newest))
            #expect(ledger.strays == 0)
            let lane = try await gateway.lane()
            #expect(lane.dropped == 0)
            figure(
                "broker killed and frozen three times: \(ledger.count) samples, missing \(ledger.missing), resent "
                    + "\(lane.resent), repeated \(ledger.duplicates)")
        }

        /// Kills the broker while the gateway is frozen with blocks on their way. What the broker has acknowledged until
        /// then must have reached the subscriber: a broker that forgets is not what is tested here.
        private func killBroker(
            _ broker: Broker, _ gateway: GatewayProcess, _ subscriber: Subscriber, _ ledger: inout CounterLedger
        ) async throws {
            gateway.program.signal(SIGSTOP)
            var (count, since) = (-1, ContinuousClock.now)
            try await until("nothing is on its way any more") {
                try ledger.take(subscriber.messages())
                if ledger.messages != count { (count, since) = (ledger.messages, .now) }
                return ContinuousClock.now - since > .milliseconds(300)
            }
            broker.kill()
            try await broker.start()
            try await broker.awaitSubscription("mqtt/#")
            gateway.program.signal(SIGCONT)
        }

        private func arrive(
            _ reads: Int, more load: CounterDevice, _ subscriber: Subscriber, _ ledger: inout CounterLedger
        ) async throws {
            let goal = load.reads + reads
            try await until("\(reads) more reads arrive", within: .seconds(20)) {
                try ledger.take(subscriber.messages())
                return ledger.newest >= goal
            }
        }
    }
}
