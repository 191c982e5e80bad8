import GatewayWire
import Glibc
import Testing

extension EndToEnd {
    /// The disk under the spool is full, and nobody takes what comes.
    @Suite(
        .enabled(if: Broker.isInstalled, "mosquitto is not installed"),
        .enabled(if: SmallDisk.isPossible, "a small tmpfs can be mounted by root only"))
    struct DiskFullTests {
        private let folder = TemporaryFolder()

        @Test func `polling goes on, every sample is accounted for, and the rest arrives`() async throws {
            let broker = Broker(folder)
            try await broker.start()
            let subscriber = try await broker.subscribe("mqtt/#")
            try await broker.stop()
            let disk = try SmallDisk(folder.folder("disk"), mebibytes: 16)
            // All but 2 MiB is taken, so that it is full within seconds.
            try disk.fill(leaving: 2)
            let load = try CounterDevice()
            let site = try TestSite(folder, data: "\(disk.path)/data")
            load.channel(in: site)
            site.sink(port: broker.port, settings: "json_samples: compact", lines: "lane: {memory: 20000, batch: 1000}")
            let gateway = try await GatewayProcess(site)

            try await until("the disk is full and samples are given up", within: .seconds(60)) {
                try await gateway.lane().dropped > 10_000
            }
            try await pollingGoesOn(gateway, load)
            try await expectExact(gateway, "full")
            load.device.stop()
            try await until("the points are bad") {
                try await gateway.point("load.unit.r6").quality == "bad(not-connected)"
            }

            try await broker.start()
            try await until("everything that was kept is delivered", within: .seconds(60)) {
                let lane = try await gateway.lane()
                return lane.queued + lane.spooled == 0
            }
            let lane = try await expectExact(gateway, "emptied")
            var ledger = CounterLedger()
            try await until("all \(lane.delivered) delivered samples arrive", within: .seconds(20)) {
                try ledger.take(subscriber.messages())
                return ledger.count + ledger.bad >= Int(lane.delivered)
            }
            #expect(ledger.strays == 0)
            #expect(ledger.missing == Int(lane.dropped))
            try await worksAgain(gateway, load)
            #expect(try await gateway.terminate().status == .exited(0))
            figure(
                "disk full: received \(lane.received) = delivered \(lane.delivered) + dropped \(lane.dropped); "
                    + "durable \(lane.durable), missing at the receiver \(ledger.missing)")
        }

        private func pollingGoesOn(_ gateway: GatewayProcess, _ load: CounterDevice) async throws {
            let (began, before) = (ContinuousClock.now, load.reads)
            try await until("100 more polls") { load.reads >= before + 100 }
            let took = ContinuousClock.now - began
            #expect(took < .milliseconds(1500), "100 polls of 10 ms each")
            #expect(try await gateway.channel("load").errors == 0)
            figure("disk full: 100 polls of 10 ms took \(took.text)")
        }

        @discardableResult
        private func expectExact(_ gateway: GatewayProcess, _ when: Comment) async throws -> LaneInfo {
            let lane = try await gateway.lane()
            #expect(lane.received == lane.delivered + lane.rejected + lane.dropped + lane.queued + lane.spooled, when)
            return lane
        }

        private func worksAgain(_ gateway: GatewayProcess, _ load: CounterDevice) async throws {
            try load.device.start()
            let before = try await gateway.lane().delivered
            try await until("new samples are delivered", within: .seconds(15)) {
                try await gateway.lane().delivered > before + 1000
            }
        }
    }
}
