import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// Plugins that come and go while the gateway runs.
    @Suite struct DropInTests {
        private let folder = TemporaryFolder()

        @Test func `a plugin that is copied slowly is listed when it is closed, and used after a reload`() async throws
        {
            let device = try Device(.counter)
            let site = try TestSite(folder, plugins: ["mqtt"])
            let gateway = try await GatewayProcess(site)
            let bytes = try [UInt8](Data(contentsOf: URL(filePath: "\(BuildFolder.path)/libModbusPlugin.so")))
            let file = open("\(site.drivers)/modbus.so", O_WRONLY | O_CREAT | O_CLOEXEC, 0o755)
            put(bytes.prefix(bytes.count / 2), file)
            try await until("half a file is listed as arriving") {
                try await states(gateway) == ["mqtt": "ready", "": "arriving"]
            }
            put(bytes.dropFirst(bytes.count / 2), file)
            close(file)
            let closed = ContinuousClock.now
            try await until("the plugin is listed") { try await states(gateway)["modbus"] == "ready" }
            let took = ContinuousClock.now - closed
            figure("a plugin is listed \(took.text) after its file was closed")
            #expect(took < .seconds(1))

            site.channel("field", port: device.port, points: PointTable.registers(10..<14))
            #expect(try await gateway.client.reload().applied)
            #expect(try await gateway.allGood().count == 4)
            try await removeInUse(site, gateway)
            #expect(try await gateway.terminate().status == .exited(0))
        }

        /// What runs is not disturbed, and a list says what has become of its file.
        private func removeInUse(_ site: TestSite, _ gateway: GatewayProcess) async throws {
            let reads = try await gateway.channel("field").reads
            unlink("\(site.drivers)/modbus.so")
            try await until("the list says that the file was removed") {
                let plugin = try await gateway.client.plugins().first { $0.id == "modbus" }
                return plugin?.state == "loaded" && plugin?.fileState == "removed"
            }
            try await until("the channel reads on") { try await gateway.channel("field").reads > reads + 5 }
            #expect(try await gateway.client.reload().applied)
            try site.stage("modbus")
            try await until("the file is back") {
                try await gateway.client.plugins().first { $0.id == "modbus" }?.fileState == nil
            }
        }

        private func states(_ gateway: GatewayProcess) async throws -> [String: String] {
            let plugins = try await gateway.client.plugins()
            return Dictionary(plugins.map { ($0.id ?? "", $0.state) }, uniquingKeysWith: { first, _ in first })
        }

        private func put(_ bytes: some Collection<UInt8>, _ file: Int32) {
            #expect(Array(bytes).withUnsafeBytes { write(file, $0.baseAddress, $0.count) } == bytes.count)
        }
    }
}
