import GatewayWire
import Glibc
import Testing

extension EndToEnd {
    /// What changes in the files changes in the gateway, and nothing else.
    @Suite struct ReloadTests {
        private let folder = TemporaryFolder()
        private static let points = PointTable.registers(10..<14)

        @Test func `only the channel whose file changed is made anew`() async throws {
            let (changed, kept) = (try Device(.counter), try Device(.counter))
            let site = try TestSite(folder)
            site.channel("changed", port: changed.port, points: Self.points)
            site.channel("kept", port: kept.port, points: Self.points)
            let gateway = try await GatewayProcess(site)
            _ = try await gateway.allGood()
            let before = try await gateway.channel("kept")

            site.channel("changed", port: changed.port, points: PointTable.registers(10..<20))
            let result = try await gateway.client.reload()
            #expect(result.applied)
            #expect(result.changes == ["channel changed changed"])
            #expect(result.findings.isEmpty)
            #expect(try await gateway.allGood("changed.*").count == 10)
            site.channel("changed", port: changed.port, points: PointTable.registers(20..<23))
            gateway.program.signal(SIGHUP)
            try await until("SIGHUP has been obeyed") { try await gateway.channel("changed").points == 3 }
            _ = try await gateway.allGood()

            try await until("the kept channel reads on") { try await gateway.channel("kept").reads > before.reads }
            let after = try await gateway.channel("kept")
            #expect(after.since == before.since)
            #expect(kept.connections == 1)
            #expect(changed.connections == 3)
            let same = try await gateway.client.reload()
            #expect(same.applied)
            #expect(same.changes.isEmpty)
            #expect(kept.connections == 1)
        }

        @Test func `a broken file changes nothing and is told with its place`() async throws {
            let device = try Device(.counter)
            let site = try TestSite(folder)
            site.channel("field", port: device.port, points: Self.points)
            let gateway = try await GatewayProcess(site)
            _ = try await gateway.allGood()
            let before = try await gateway.channel("field").reads
            folder.write(
                "site/channels/field.yaml",
                """
                plugin: modbus
                settings: {host: 127.0.0.1, prt: \(device.port)}
                devices:
                  - id: unit
                    points: points/field.csv

                """)
            folder.write("site/points/field.csv", "id,type,table,address\nr1,uint61,holding,1\n")
            let result = try await gateway.client.reload()
            #expect(!result.applied)
            let places = result.findings.map { "\($0.file):\($0.line):\($0.column)" }
            #expect(places.contains { $0.hasSuffix("channels/field.yaml:2:29") }, "\(places)")
            #expect(places.contains { $0.hasSuffix("points/field.csv:2:4") }, "\(places)")
            #expect(result.findings.allSatisfy { !$0.message.isEmpty && !$0.mend.isEmpty })
            gateway.program.signal(SIGHUP)
            try await until("polling goes on") { try await gateway.channel("field").reads > before + 20 }
            #expect(device.connections == 1)
            #expect(try await gateway.allGood().count == 4)
        }

        @Test(.enabled(if: Broker.isInstalled, "mosquitto is not installed"))
        func `a sink comes and goes, and a channel with it`() async throws {
            let (device, second) = (try Device(.counter), try Device(.counter))
            let broker = Broker(folder)
            try await broker.start()
            let subscriber = try await broker.subscribe("mqtt/#")
            let site = try TestSite(folder)
            site.channel("field", port: device.port, points: Self.points)
            let gateway = try await GatewayProcess(site)
            _ = try await gateway.allGood()

            site.sink(port: broker.port)
            site.channel("more", port: second.port, points: Self.points)
            let added = try await gateway.client.reload()
            #expect(added.applied)
            #expect(Set(added.changes) == ["channel more added", "sink mqtt added"])
            var topics: Set<String> = []
            try await until("samples of both channels arrive") {
                topics.formUnion(subscriber.messages().map(\.topic))
                return topics == ["mqtt/field/unit", "mqtt/more/unit"]
            }
            folder.delete("site/sinks/mqtt.yaml")
            folder.delete("site/channels/more.yaml")
            let removed = try await gateway.client.reload()
            #expect(Set(removed.changes) == ["channel more removed", "sink mqtt removed"])
            #expect(try await gateway.client.sinks().isEmpty)
            #expect(try await gateway.client.channels().map(\.id) == ["field"])
            #expect(device.connections == 1)
            #expect(try await gateway.terminate().status == .exited(0))
        }

        @Test func `many reloads at once end in what the files say`() async throws {
            let (changed, kept) = (try Device(.counter), try Device(.counter))
            let site = try TestSite(folder, plugins: ["modbus"])
            site.channel("changed", port: changed.port, points: Self.points)
            site.channel("kept", port: kept.port, points: Self.points)
            let gateway = try await GatewayProcess(site)
            _ = try await gateway.allGood()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for round in 1...20 {
                    site.channel("changed", port: changed.port, points: PointTable.registers(10..<10 + round))
                    group.addTask { _ = try await gateway.client.reload() }
                    gateway.program.signal(SIGHUP)
                }
                try await group.waitForAll()
            }
            _ = try await gateway.client.reload()
            #expect(try await gateway.allGood("changed.*").count == 20)
            #expect(kept.connections == 1)
            #expect(try await gateway.client.status().faultCount == 0)
            #expect(try await gateway.terminate().status == .exited(0))
        }

        @Test func `a plugin that is dropped in is listed`() async throws {
            let device = try Device(.counter)
            let site = try TestSite(folder, plugins: ["modbus"])
            site.channel("field", port: device.port, points: Self.points)
            let gateway = try await GatewayProcess(site)
            #expect(try await gateway.client.plugins().compactMap(\.id) == ["modbus"])
            try site.stage("hello")
            let plugins = try await gateway.client.plugins(rescan: true)
            #expect(plugins.compactMap(\.id).sorted() == ["hello", "modbus"])
            #expect(plugins.first { $0.id == "hello" }?.state == "ready")
        }
    }
}
