import Glibc
import Testing

extension EndToEnd {
    /// Files in drivers.d that should not be there.
    @Suite struct BadPluginTests {
        private let folder = TemporaryFolder()

        @Test func `bad plugins are refused with the reason, and the others work`() async throws {
            let device = try Device(.counter)
            let site = try TestSite(folder)
            site.channel("field", port: device.port, points: PointTable.registers(10..<14))
            try await site.stage(fixture: "crash_constructor", as: "crash.so")
            try await site.stage(fixture: "hang_describe", as: "hang.so")
            folder.write("drivers.d/text.so", "This is no plugin.\n")
            try site.stage("hello")
            chmod("\(site.drivers)/hello.so", 0o777)
            let gateway = try await GatewayProcess(site)
            #expect(try await gateway.allGood().count == 4)
            let plugins = try await gateway.client.plugins()
            let reasons = Dictionary(
                plugins.filter { $0.state == "refused" }.map {
                    ($0.file.split(separator: "/").last ?? "", $0.reasons.joined())
                },
                uniquingKeysWith: { first, _ in first })
            #expect(Set(reasons.keys) == ["crash.so", "hang.so", "text.so", "hello.so"])
            #expect(reasons["crash.so"]?.contains("SIGSEGV") == true, "\(reasons)")
            #expect(reasons["text.so"]?.contains("ELF") == true, "\(reasons)")
            #expect(reasons["hello.so"]?.contains("everybody may write") == true, "\(reasons)")
            #expect(Set(plugins.compactMap(\.id)) == ["modbus", "mqtt"])
            #expect(try await gateway.terminate().status == .exited(0))
            figure("four bad plugins: refused, API up after \(gateway.startTook.text)")
        }
    }
}
