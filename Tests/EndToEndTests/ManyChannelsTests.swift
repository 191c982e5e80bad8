import ModbusSimulator
import Testing

extension EndToEnd {
    @Suite struct ManyChannelsTests {
        private let folder = TemporaryFolder()

        /// More than a process may open by default, and more than `select` can watch.
        @Test func `1,200 connections from one gateway are good within seconds`() async throws {
            ModbusSimulator.allowManyConnections()
            let device = try Device(.counter)
            let site = try TestSite(folder, plugins: ["modbus"])
            for number in 0..<1200 {
                site.channel(
                    "c\(number)", port: device.port, points: PointTable.registers(10..<14), period: "1 s",
                    settings: "timeout_ms: 5000, connect_timeout_ms: 10000")
            }
            let gateway = try await GatewayProcess(site, openFiles: "1024:8192")
            let began = ContinuousClock.now
            let points = try await gateway.allGood(within: .seconds(20))
            let took = ContinuousClock.now - began
            #expect(points.count == 4800)
            #expect(device.connections == 1200)
            let status = try await gateway.client.status()
            #expect(status.faultCount == 0)
            let end = try await gateway.terminate()
            #expect(end.status == .exited(0))
            #expect(end.took <= .seconds(5))
            figure(
                "1,200 channels: API up after \(gateway.startTook.text), all good \(took.text) later, "
                    + "RSS \(status.memory.residentBytes >> 20) MiB, ended in \(end.took.text)")
        }
    }
}
