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
            try await compile("crash_constructor", to: "\(site.drivers)/crash.so")
            try await compile("hang_describe", to: "\(site.drivers)/hang.so")
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

        private func compile(_ fixture: String, to file: String) async throws {
            let project = BuildFolder.project
            let compiler = try Program(
                "/usr/bin/env",
                [
                    "cc", "-shared", "-fPIC", "-pthread", "-I", "\(project)/Sources/CGatewayABI/include", "-o", file,
                    "\(project)/Tests/Fixtures/\(fixture).c",
                ],
                output: "\(folder.path)/cc.log")
            guard try await compiler.ended(within: .seconds(30)) == .exited(0) else {
                throw Failure("cannot compile \(fixture).c: \(compiler.output.text)")
            }
        }
    }
}
