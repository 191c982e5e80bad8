import GatewayWire
import Testing

extension EndToEnd {
    /// The disk under the spool does not do what it should: polling goes on, it is said, and nothing is called durable that
    /// is not.
    @Suite(
        .enabled(if: Broker.isInstalled, "mosquitto is not installed"),
        .enabled(if: SystemCallFaults.isPossible, "strace is not installed or may not trace"))
    struct SpoolFaultTests {
        private let folder = TemporaryFolder()

        private func bench(_ broker: Broker, data: String? = nil) throws -> (CounterDevice, TestSite) {
            let load = try CounterDevice()
            let site = try TestSite(folder, data: data)
            load.channel(in: site)
            site.sink(port: broker.port, settings: "json_samples: compact")
            return (load, site)
        }

        private func spoolFiles(_ site: TestSite) -> [String] {
            let data = site.data
            return ["spool.db", "spool.db.2", "spool.db.3"].flatMap { ["\(data)/\($0)", "\(data)/\($0)-wal"] }
        }

        /// A broker that knows the subscriber's session and does not run.
        private func absentBroker() async throws -> (Broker, Subscriber) {
            let broker = Broker(folder)
            try await broker.start()
            let subscriber = try await broker.subscribe("mqtt/#")
            try await broker.stop()
            return (broker, subscriber)
        }

        @Test func `after one sync that failed nothing is lost that was called durable`() async throws {
            let (broker, subscriber) = try await absentBroker()
            let (load, site) = try bench(broker)
            let faults = SystemCallFaults(calls: "fdatasync,fsync", error: "EIO", when: "12", files: spoolFiles(site))
            var gateway = try await GatewayProcess(site, faults: faults)
            try await until("the sync has failed, and samples are durable again") {
                let isMended = gateway.program.output.text.contains("Spool writes again")
                let durable = try await gateway.lane().durable
                return isMended && durable > 20_000
            }
            #expect(try await gateway.client.status().spoolProblem == nil)
            let durable = try await gateway.lane().durable
            let reads = load.reads
            gateway.kill()

            gateway = try await GatewayProcess(site)
            try await broker.start()
            let goal = load.reads
            var ledger = CounterLedger()
            try await until("everything arrives", within: .seconds(30)) {
                try ledger.take(subscriber.messages())
                return ledger.newest > goal
            }
            let kept = ledger.reads.values.reduce(0) { sum, reads in
                sum + zip(reads, 1...).prefix { $0 == $1 }.count
            }
            #expect(kept >= durable)
            #expect(ledger.strays == 0)
            figure("one sync failed: \(durable) durable of \(reads) reads, all arrived")
        }

        @Test(arguments: [("fdatasync,fsync", "EIO", "12+"), ("pwrite64,ftruncate", "EROFS", "40+")])
        func `a disk that refuses for ever leaves memory to carry the lanes`(
            calls: String, error: String, when: String
        ) async throws {
            let (broker, subscriber) = try await absentBroker()
            let (load, site) = try bench(broker)
            let faults = SystemCallFaults(calls: calls, error: error, when: when, files: spoolFiles(site))
            let gateway = try await GatewayProcess(site, faults: faults)
            let problem = try await eventually("status says so") {
                try await gateway.client.status().spoolProblem
            }
            #expect(!problem.isEmpty)
            let durable = try await gateway.lane().durable
            try await pollingGoesOn(gateway, load)
            #expect(try await gateway.lane().durable == durable, "not durable, not called so")
            #expect(try await gateway.client.status().spoolProblem != nil)
            try await everythingArrives(broker, subscriber, gateway, load)
        }

        @Test func `a spool that cannot be opened leaves memory to carry the lanes`() async throws {
            let (broker, subscriber) = try await absentBroker()
            let (load, site) = try bench(broker)
            let faults = SystemCallFaults(calls: "openat", error: "EIO", files: spoolFiles(site))
            let gateway = try await GatewayProcess(site, faults: faults)
            let problem = try #require(try await gateway.client.status().spoolProblem)
            #expect(problem.contains("cannot be opened"))
            try await until("samples wait") { try await gateway.lane().queued > 5_000 }
            try await pollingGoesOn(gateway, load)
            let lane = try await gateway.lane()
            #expect((lane.durable, lane.safe) == (0, 0), "not durable, not called so")
            try await everythingArrives(broker, subscriber, gateway, load)
        }

        @Test(.enabled(if: SmallDisk.isPossible, "a small tmpfs can be mounted by root only"))
        func `a disk that refuses is told within a second, and so is that it works again`() async throws {
            let (broker, subscriber) = try await absentBroker()
            let disk = try SmallDisk(folder.folder("disk"), mebibytes: 32)
            let (load, site) = try bench(broker, data: "\(disk.path)/data")
            let gateway = try await GatewayProcess(site)
            try await until("samples are durable") { try await gateway.lane().durable > 2_000 }
            try disk.fill(leaving: 0)
            let began = ContinuousClock.now
            _ = try await eventually("status says so") { try await gateway.client.status().spoolProblem }
            let took = ContinuousClock.now - began
            #expect(took <= .seconds(1))
            try await pollingGoesOn(gateway, load)
            disk.empty()
            try await until("it is durable again") {
                let status = try await gateway.client.status()
                return status.spoolProblem == nil
                    && status.lanes.allSatisfy { $0.queued + $0.spooled < $0.safe + 3_000 }
            }
            figure("disk refuses: status says so after \(took.text)")
            try await everythingArrives(broker, subscriber, gateway, load)
        }

        private func pollingGoesOn(_ gateway: GatewayProcess, _ load: CounterDevice) async throws {
            let (began, before) = (ContinuousClock.now, load.reads)
            try await until("100 more polls") { load.reads >= before + 100 }
            let took = ContinuousClock.now - began
            #expect(took < .milliseconds(1500), "100 polls of 10 ms each")
            #expect(try await gateway.channel("load").errors == 0)
        }

        private func everythingArrives(
            _ broker: Broker, _ subscriber: Subscriber, _ gateway: GatewayProcess, _ load: CounterDevice
        ) async throws {
            try await broker.start()
            let goal = load.reads
            var ledger = CounterLedger()
            try await until("everything arrives", within: .seconds(30)) {
                try ledger.take(subscriber.messages())
                return ledger.newest > goal
            }
            #expect(ledger.isComplete(to: ledger.newest))
            #expect(ledger.strays == 0)
            #expect(try await gateway.lane().dropped == 0)
            #expect(try await gateway.terminate().status == .exited(0))
        }
    }
}
