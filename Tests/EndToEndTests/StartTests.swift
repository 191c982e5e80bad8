import Foundation
import Testing

extension EndToEnd {
    /// Starting on ground that is not as it should be.
    @Suite struct StartTests {
        private let folder = TemporaryFolder()

        @Test func `a site with an error is refused with its place`() async throws {
            let site = try TestSite(folder, plugins: ["modbus"], lines: "histroy: {enabled: false}")
            let program = try start(site)
            #expect(try await program.ended() == .exited(1))
            let log = program.output.text
            #expect(log.contains("site.yaml:3:1: "), "\(log)")
            #expect(log.contains("history"), "\(log)")
        }

        @Test func `a second gateway on the same data ends and leaves the first alone`() async throws {
            let device = try Device(.counter)
            let site = try site(of: device)
            let gateway = try await GatewayProcess(site)
            _ = try await gateway.allGood()
            let second = try start(site, socket: "\(folder.path)/second.sock")
            #expect(try await second.ended() == .exited(1))
            #expect(second.output.text.contains("another gateway works on the data folder"), "\(second.output.text)")
            #expect(device.connections == 1)
            let before = device.requests
            try await until("the first polls on") { device.requests > before + 5 }
            // Whoever comes after a power cut finds no lock.
            gateway.kill()
            _ = try await GatewayProcess(site).allGood()
        }

        @Test func `damaged files of a former run are no reason not to start`() async throws {
            let device = try Device(.counter)
            let site = try site(of: device)
            let names = ["spool.db", "points.db", "history.db", "plugins.tsv"]
            let garbage = Data((0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) })
            try FileManager.default.createDirectory(atPath: site.data, withIntermediateDirectories: true)
            for name in names { try garbage.write(to: URL(fileURLWithPath: "\(site.data)/\(name)")) }
            let gateway = try await GatewayProcess(site)
            _ = try await gateway.allGood()
            #expect(try await gateway.terminate().status == .exited(0))
            // The damaged ones are kept for whoever wants to know.
            let kept = try FileManager.default.contentsOfDirectory(atPath: site.data).filter { file in
                !names.contains(file)
                    && ((try? Data(contentsOf: URL(fileURLWithPath: "\(site.data)/\(file)"))) == garbage)
            }
            #expect(kept.count >= 2, "\(kept)")
        }

        @Test(.enabled(if: SmallDisk.isPossible, "a small tmpfs can be mounted by root only"))
        func `a disk without any room is no reason not to start`() async throws {
            let device = try Device(.counter)
            let disk = try SmallDisk(folder.folder("disk"), mebibytes: 2)
            try disk.fill(leaving: 0)
            let site = try site(of: device, data: "\(disk.path)/data")
            site.sink(port: LoopbackPort.free())
            let gateway = try await GatewayProcess(site)
            _ = try await gateway.allGood()
            try await until("samples wait in memory") { try await gateway.lane().queued > 100 }
            let end = try await gateway.terminate()
            #expect(end.status == .exited(0))
            #expect(end.took <= .seconds(5))
        }

        private func site(of device: Device, data: String? = nil) throws -> TestSite {
            let site = try TestSite(folder, data: data, lines: "history: {enabled: true}")
            site.channel("field", port: device.port, points: PointTable.registers(10..<14), period: "20 ms")
            return site
        }

        /// Without waiting for anything.
        private func start(_ site: TestSite, socket: String? = nil) throws -> Program {
            try Program(
                BuildFolder.gatewayd,
                [
                    "--site", site.path, "--drivers", site.drivers, "--data", site.data, "--socket",
                    socket ?? site.socket,
                ],
                output: "\(folder.path)/other.log")
        }
    }
}
