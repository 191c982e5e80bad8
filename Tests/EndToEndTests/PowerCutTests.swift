import Glibc
import Testing

extension EndToEnd {
    /// kill -9 on either side while samples flow between them.
    @Suite(.enabled(if: Broker.isInstalled, "mosquitto is not installed")) struct PowerCutTests {
        private let folder = TemporaryFolder()

        private func loaded(port: Int) throws -> (CounterDevice, TestSite) {
            let load = try CounterDevice()
            let site = try TestSite(folder)
            load.channel(in: site)
            site.sink(port: port, settings: "json_samples: compact")
            return (load, site)
        }

        @Test func `a gateway that is killed again and again loses no more than what was not durable yet`() async throws
        {
            let broker = Broker(folder)
            try await broker.start()
            let subscriber = try await broker.subscribe("mqtt/#")
            let (load, site) = try loaded(port: broker.port)
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

        /// With the acknowledgement of a message (QoS 1) the duty to keep it passes to the broker, and one that is killed
        /// may forget it. So a tap between the two takes down what was acknowledged: that has to be everything.
        @Test func `a broker that is killed or hangs gets what it has not acknowledged once more`() async throws {
            let broker = Broker(folder)
            try await broker.start()
            let tap = BrokerTap(to: broker)
            let (load, site) = try loaded(port: tap.port)
            let gateway = try await GatewayProcess(site)
            var ledger = CounterLedger()
            for _ in 0..<3 {
                try await arrive(40, more: load, tap, &ledger)
                broker.kill()
                try await broker.start()
                try await arrive(20, more: load, tap, &ledger)
                try await freeze(broker, gateway, samples: 3_000)
                broker.signal(SIGCONT)
                try await arrive(20, more: load, tap, &ledger)
                // Now there is something on its way for certain.
                try await freeze(broker, gateway, samples: 1_000)
                broker.kill()
                try await broker.start()
            }
            try await arrive(60, more: load, tap, &ledger)
            #expect(ledger.isComplete(to: ledger.newest))
            #expect((ledger.strays, ledger.bad) == (0, 0))
            let lane = try await gateway.lane()
            #expect(lane.dropped == 0)
            #expect(lane.resent > 0)
            figure(
                "broker killed six times and frozen three times: \(ledger.count) samples, never acknowledged \(ledger.missing), "
                    + "resent \(lane.resent), acknowledged twice \(ledger.duplicates)")
        }

        private func freeze(_ broker: Broker, _ gateway: GatewayProcess, samples: UInt64) async throws {
            broker.signal(SIGSTOP)
            try await until("samples wait") { try await gateway.lane().queued > samples }
        }

        /// Its devices have answered meanwhile: they are not to blame for its silence.
        @Test func `a gateway that stands still for longer than a device may take loses no answer`() async throws {
            let broker = Broker(folder)
            try await broker.start()
            let tap = BrokerTap(to: broker)
            let (load, site) = try loaded(port: tap.port)
            let gateway = try await GatewayProcess(site)
            var ledger = CounterLedger()
            for _ in 0..<5 {
                try await arrive(20, more: load, tap, &ledger)
                gateway.program.signal(SIGSTOP)
                // The time-out of a request is 1 s.
                try await Task.sleep(for: .milliseconds(1300))
                gateway.program.signal(SIGCONT)
            }
            try await arrive(20, more: load, tap, &ledger)
            #expect(ledger.isComplete(to: ledger.newest))
            #expect((ledger.strays, ledger.bad) == (0, 0))
            #expect(try await gateway.channel("load").errors == 0)
        }

        private func arrive(
            _ reads: Int, more load: CounterDevice, _ tap: BrokerTap, _ ledger: inout CounterLedger
        ) async throws {
            let goal = load.reads + reads
            try await until("\(reads) more reads are acknowledged", within: .seconds(30)) {
                try ledger.take(tap.acknowledged())
                return ledger.newest >= goal
            }
        }
    }
}
