import GatewayWire
import Glibc
import ModbusSimulator
import Testing

extension EndToEnd {
    /// What one that fails costs the others: nothing.
    @Suite struct NeighbourTests {
        private let folder = TemporaryFolder()

        @Test func `a silent unit does not slow its neighbour on the same connection`() async throws {
            // Unit 9 is not there, and nobody says so.
            let device = try Device(.counter, answersMissingSlaves: false)
            let site = try TestSite(folder, plugins: ["modbus"])
            folder.write("site/points/both.csv", PointTable.registers(10..<14))
            folder.write(
                "site/channels/bus.yaml",
                """
                plugin: modbus
                settings: {host: 127.0.0.1, port: \(device.port), timeout_ms: 200, probe_interval_ms: 2000}
                groups: {default: 50 ms}
                devices:
                  - {id: there, settings: {unit_id: 1}, points: points/both.csv}
                  - {id: missing, settings: {unit_id: 9}, points: points/both.csv}

                """)
            let gateway = try await GatewayProcess(site)
            _ = try await gateway.allGood("bus.there.*")
            try await until("the missing unit is known to be missing") {
                let state = try await gateway.channel("bus").devices.last?.state
                let quality = try await gateway.point("bus.missing.r10").quality
                return state == "waiting" && quality == "bad(not-connected)"
            }
            let (began, before) = (ContinuousClock.now, device.requests)
            try await until("100 more polls", within: .seconds(12)) { device.requests >= before + 100 }
            let period = (ContinuousClock.now - began).seconds / 100
            #expect(period <= 0.075, "50 ms were asked for")
            #expect(device.connections == 1)
            figure(
                "a silent unit on the bus: its neighbour is polled every \((period * 10_000).rounded() / 10) ms of 50 ms"
            )
        }

        @Test func `a device that falls silent keeps its last value, and says how far to trust it`() async throws {
            let device = try Device(.counter)
            let site = try TestSite(folder, plugins: ["modbus"])
            site.channel(
                "field", port: device.port, points: PointTable.registers(10..<14), period: "50 ms",
                settings: "timeout_ms: 200")
            let gateway = try await GatewayProcess(site)
            _ = try await gateway.allGood()
            device.stop()
            try await until("the points are bad") {
                try await gateway.client.allPoints(matching: []).allSatisfy { $0.quality == "bad(not-connected)" }
            }
            let points = try await gateway.client.allPoints(matching: [])
            for (point, address) in zip(points, 10..<14) { #expect((point.value.number ?? 0) > Double(address)) }
            try device.start()
            let began = ContinuousClock.now
            _ = try await gateway.allGood()
            figure("device back: good after \((ContinuousClock.now - began).text)")
        }

        @Test(.enabled(if: Broker.isInstalled, "mosquitto is not installed"))
        func `a broker that hangs costs the other sink nothing`() async throws {
            let (hanging, fine) = (Broker(folder), Broker(TemporaryFolder()))
            try await hanging.start()
            try await fine.start()
            let late = try await hanging.subscribe("hanging/#")
            let subscriber = try await fine.subscribe("fine/#")
            let load = try CounterDevice()
            let site = try TestSite(folder)
            load.channel(in: site)
            site.sink("hanging", port: hanging.port, settings: "json_samples: compact")
            site.sink("fine", port: fine.port, settings: "json_samples: compact")
            let gateway = try await GatewayProcess(site)
            try await until("both get samples") { !late.messages().isEmpty && !subscriber.messages().isEmpty }

            hanging.signal(SIGSTOP)
            try await until("10,000 samples wait for it") {
                let lane = try await gateway.lane("hanging")
                return lane.queued + lane.spooled > 10_000
            }
            let lane = try await gateway.lane("fine")
            #expect(lane.queued + lane.spooled < 2_000)
            #expect(lane.dropped == 0)
            hanging.signal(SIGCONT)
            try await until("nothing waits any more") { try await gateway.lane("hanging").queued < 2_000 }
            load.device.stop()
            try await until("both have the same") {
                let lanes = try await gateway.client.status().lanes
                return lanes.allSatisfy { $0.delivered == $0.received } && Set(lanes.map(\.delivered)).count == 1
            }
            #expect(try await gateway.client.status().lanes.allSatisfy { $0.dropped == 0 })
        }
    }
}
