import Foundation
import Testing

@testable import GatewayConfig

/// The sites that come with the gateway. Their plugins are described by hand here; `gatewayctl check` asks the real ones.
@Suite struct RepositorySitesTests {
    @Test func `the demo is a site of three devices`() throws {
        let reading = Self.read("demo")
        #expect(reading.findings == [])
        let channel = try #require(reading.site?.channels.first)
        #expect(channel.devices.map(\.id) == ["pv", "battery", "grid"])
        #expect(channel.settings[1] == .int(5020))
        #expect(channel.points.count == 79)
        #expect(channel.points.allSatisfy { $0.period == .seconds(1) || $0.period == .seconds(10) })
    }

    @Test func `the demo has the simulator's own tables`() throws {
        for name in ["pv-inverter", "battery", "grid-meter"] {
            let sample = Repository.folder.appending(path: "Plugins/Modbus/sample/\(name).csv")
            // The tables belong to the plugin; a checkout without it has nothing to compare.
            guard FileManager.default.fileExists(atPath: sample.path(percentEncoded: false)) else { continue }
            #expect(
                try Data(contentsOf: sample)
                    == Data(contentsOf: Repository.folder.appending(path: "config/demo/points/\(name).csv")))
        }
    }

    @Test func `the example for pymodbus repeats a template`() throws {
        let reading = Self.read("example-pymodbus")
        #expect(reading.findings == [])
        let channel = try #require(reading.site?.channels.first)
        #expect(channel.points.filter { $0.id == "energy" }.map { $0.address[1] } == [.int(2), .int(102)])
        #expect(reading.site?.sinks.map(\.id) == ["mqtt"])
    }

    private static func read(_ name: String) -> SiteReading {
        SiteReader(plugins: KnownPlugins.all, environment: [:])
            .read(Repository.folder.appending(path: "config/\(name)").path(percentEncoded: false))
    }
}
