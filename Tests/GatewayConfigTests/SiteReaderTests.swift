import Foundation
import GatewayCore
import Testing

@testable import GatewayConfig

@Suite struct SiteReaderTests {
    @Test func `reads a point with everything its table says`() throws {
        let site = try #require(TemporarySite(TemporarySite.small).read().site)
        let channel = try #require(site.channels.first)
        #expect(channel.points.count == 2)
        let power = channel.points[0]
        #expect(channel.fullName(of: power) == "field.meter.power")
        #expect(power.name == "Active power" && power.description == "Of all phases" && power.unit == "kW")
        #expect(power.kind == .telemetry && power.dataType == .float32 && power.access == .read)
        #expect(power.scale == 0.1 && power.offset == 2 && power.deadband == .percent(1))
        #expect(power.period == .milliseconds(500) && power.tags == ["billing", "main"])
        #expect(power.address == [.text("input"), .int(10), .absent])
        #expect(power.location.line == 2 && power.location.file.hasSuffix("points/meter.csv"))
    }

    @Test func `fills in what the table leaves out`() throws {
        let site = try #require(TemporarySite(TemporarySite.small).read().site)
        let limit = try #require(site.channels.first?.points.last)
        #expect(limit.scale == 1 && limit.offset == 0 && limit.deadband == .absolute(0.5))
        #expect(limit.access == [.read, .write] && limit.period == .seconds(1) && limit.tags == ["billing"])
        #expect(limit.address == [.text("holding"), .int(32), .absent])
    }

    @Test func `puts settings into the order of the schema, defaults filled in`() throws {
        let channel = try #require(TemporarySite(TemporarySite.small).read().site?.channels.first)
        #expect(channel.settings == [.text("10.0.0.5"), .int(502), .int(1000), .bool(true)])
        #expect(
            channel.devices == [
                DeviceConfig(
                    id: "meter", settings: [.int(7), .text("big")], tags: ["billing"],
                    location: channel.devices[0].location)
            ])
    }

    @Test func `takes a setting from the environment`() throws {
        var files = TemporarySite.small
        files["channels/field.yaml"] = TemporarySite.channel.replacing(
            "{host: 10.0.0.5}", with: "{host: a, port: \"${env:PORT:-5020}\"}")
        let site = try TemporarySite(files)
        #expect(site.read().site?.channels.first?.settings[1] == .int(5020))
        #expect(site.read(environment: ["PORT": "1502"]).site?.channels.first?.settings[1] == .int(1502))
    }

    @Test func `reads what a site says about a plugin`() throws {
        var files = TemporarySite.small
        files["site.yaml"] = """
            version: 1
            name: plant
            plugins:
              modbus:
                isolation: sandbox
                version: ">=1 <2"
                sha256: 2C26B46B68FFC68FF99B453C1D30413413422D706483BFA0F98A5E886266E7AE
                limits: {memory: 512MiB, open_files: 1024, hang_after: 7s}
                allow: {read: [/etc/ssl], write: /var/lib/m, connect: [502, 802], listen: 10502}
                env: {TZ: UTC, EMPTY: }
              mqtt:
            """
        let reading = try TemporarySite(files).read()
        #expect(reading.findings == [])
        #expect(
            reading.site?.plugins == [
                PluginChoice(
                    id: "modbus", isolation: .sandbox, version: try VersionRangeText.parse("^1"),
                    sha256: "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
                    limits: PluginLimits(memory: 512 << 20, openFiles: 1024, hangAfter: .seconds(7)),
                    allow: PluginReach(
                        read: ["/etc/ssl"], write: ["/var/lib/m"], connect: [502, 802], listen: [10_502]),
                    environment: ["TZ": "UTC", "EMPTY": ""]), PluginChoice(id: "mqtt"),
            ])
    }

    @Test func `reads points in YAML like those of a table`() throws {
        var files = TemporarySite.small
        files["channels/field.yaml"] = TemporarySite.channel.replacing(
            "points: points/meter.csv",
            with: """
                points:
                      - points/meter.csv
                      - {id: state, kind: signal, type: uint16, table: input, address: 3, tags: [a, b], name: "State, \\"raw\\""}
                """)
        let points = try #require(TemporarySite(files).read().site?.channels.first?.points)
        #expect(points.map(\.id) == ["power", "limit", "state"])
        #expect(points[2].name == "State, \"raw\"" && points[2].tags == ["billing", "a", "b"])
        #expect(points[2].address == [.text("input"), .int(3), .absent])
    }

    @Test func `repeats a template with the parameters of each device`() throws {
        var files = TemporarySite.small
        files["channels/field.yaml"] = """
            plugin: modbus
            settings: {host: a}
            devices:
              - {id: one, template: templates/string.csv, parameters: {base: 100, n: 1}}
              - {id: two, template: templates/string.csv, parameters: {base: 0x200, n: 2}}
              - {id: three, template: templates/tail.yaml, parameters: {base: 7}}
            """
        files["templates/string.csv"] =
            "id,type,unit,name,table,address\nv_${n},uint16,V,String ${n},input,${base}\ni_${n},int16,A,,input,${base}+2*2\n"
        files["templates/tail.yaml"] =
            "parameters: {base: 0, step: 3}\npoints:\n  - {id: v, type: uint16, unit: V, table: input, address: \"${base}+${step}\"}\n"
        let reading = try TemporarySite(files).read()
        #expect(reading.findings == [])
        let points = try #require(reading.site?.channels.first?.points)
        #expect(points.map(\.id) == ["v_1", "i_1", "v_2", "i_2", "v"])
        #expect(points.map { $0.address[1] } == [.int(100), .int(104), .int(512), .int(516), .int(10)])
        #expect(points[2].name == "String 2")
    }

    @Test func `takes the kind of a table without one from its name`() throws {
        var files = TemporarySite.small
        files["channels/field.yaml"] = TemporarySite.channel.replacing(
            "points/meter.csv", with: "[points/signal.csv, points/pv-setpoint.csv]")
        files["points/signal.csv"] = "id,type,address\na,bool,1\n"
        files["points/pv-setpoint.csv"] = "id,type,address\nb,uint16,2\n"
        #expect(try TemporarySite(files).read().site?.channels.first?.points.map(\.kind) == [.signal, .setpoint])
    }

    @Test func `never polls points of a driver that speaks by itself`() throws {
        let files = [
            "site.yaml": TemporarySite.site,
            "channels/bus.yaml": "plugin: listener\ndevices:\n  - id: node\n    points: [{id: speed, type: uint16}]\n",
        ]
        #expect(try TemporarySite(files).read().site?.channels.first?.points.first?.period == .zero)
    }

    @Test func `reads sinks with their routes and lanes`() throws {
        var files = TemporarySite.small
        files["sinks/broker.yaml"] = """
            plugin: mqtt
            settings: {host: broker, password: "secret:broker"}
            routes:
              - {include: "field.*", exclude: ["*.limit"], tags: billing, kinds: [telemetry]}
            lane: {policy: drop_oldest, memory: 5000, batch: 100, linger: 50 ms}
            commands: operator
            """
        let reading = try TemporarySite(files).read()
        #expect(reading.findings == [])
        let sink = try #require(reading.site?.sinks.first)
        #expect(sink.settings == [.text("broker"), .int(1883), .int(1), .text("secret:broker"), .float(0.5)])
        #expect(
            sink.routes == [
                Route(include: [Glob("field.*")], exclude: [Glob("*.limit")], tags: ["billing"], kinds: [.telemetry])
            ])
        #expect(
            sink.lane
                == LaneSettings(policy: .dropOldest, memoryLimit: 5000, batchLimit: 100, linger: .milliseconds(50)))
        #expect(sink.commandRole == .operator)
    }

    @Test func `shows a hundred findings of a file and counts the others`() throws {
        var files = TemporarySite.small
        files["points/meter.csv"] = "id,type,unit,address\n" + (0..<250).map { "p\($0),real,V,\($0)\n" }.joined()
        let said = try TemporarySite(files).said()
        #expect(said.count == 101)
        #expect(
            said.last
                == "points/meter.csv:102:1: 150 more findings in this file are not shown — mend those above and check again"
        )
    }

    @Test func `does not read on in a table that is none`() throws {
        var files = TemporarySite.small
        files["points/meter.csv"] = "id,type,unit,address\n" + String(repeating: "p,real,V,1\n", count: 20_000)
        let said = try TemporarySite(files).said()
        #expect(said.count == 101)
        #expect(
            said.last == "points/meter.csv:102:1: 9900 and more findings in this file are not shown"
                + " — mend those above and check again")
    }

    @Test func `says that there is no such folder`() {
        let findings = SiteReader(plugins: []).read("/nowhere/plant").findings
        #expect(
            findings.map(\.description) == [
                "/nowhere/plant:1:1: there is no such folder — name the folder of a site, which holds site.yaml"
            ])
    }

    @Test func `shows places as the user named the site`() throws {
        let site = try TemporarySite(TemporarySite.small.filter { $0.key != "site.yaml" })
        #expect(
            SiteReader(plugins: KnownPlugins.all).read(site.folder + "/").findings.first?.file == site.folder
                + "/site.yaml")
    }
}
