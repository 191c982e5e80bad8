import Testing

@testable import GatewayConfig

@Suite struct SiteLocatorTests {
    @Test func `finds the cell of a table`() throws {
        let site = try TemporarySite(TemporarySite.small)
        let point = try #require(site.read().site?.channels.first?.points.last)
        #expect(SiteLocator().location(of: point).line == 3)
        #expect(Self.place(SiteLocator().location(of: point, column: "address")) == "3:37")
        #expect(Self.place(SiteLocator().location(of: point, column: "table")) == "3:36")
        #expect(Self.place(SiteLocator().location(of: point, column: "nothing")) == "3:1")
    }

    @Test func `turns what a driver says into a finding`() throws {
        let site = try TemporarySite(TemporarySite.small)
        let channel = try #require(site.read().site?.channels.first)
        let point = try #require(channel.points.first)
        let schema = KnownPlugins.modbus.address
        let said = [
            SiteLocator().finding(point, column: 1, schema: schema, sentence: "10 is no register — look it up"),
            SiteLocator().finding(point, column: nil, schema: schema, sentence: "no"),
            SiteLocator().finding(point, column: 99, schema: schema, sentence: "no"),
            SiteLocator().finding(channel, setting: 0, schema: KnownPlugins.modbus.settings, sentence: "nobody there"),
        ].map { $0.description.replacing("\(site.folder)/", with: "") }
        #expect(
            said == [
                "points/meter.csv:2:82: 10 is no register — look it up",
                "points/meter.csv:2:1: no — see its README",
                "points/meter.csv:2:1: no — see its README",
                "channels/field.yaml:2:18: nobody there — see its README",
            ])
    }

    @Test func `finds the cell of a point in YAML`() throws {
        var files = TemporarySite.small
        files["channels/field.yaml"] = TemporarySite.channel.replacing(
            "points: points/meter.csv",
            with:
                "points:\n      - {id: a, type: bool, address: 1}\n      - id: b\n        type: bool\n        address: 77"
        )
        let site = try TemporarySite(files)
        let points = try #require(site.read().site?.channels.first?.points)
        #expect(Self.place(SiteLocator().location(of: points[0], column: "address")) == "8:38")
        #expect(Self.place(SiteLocator().location(of: points[1], column: "address")) == "11:18")
    }

    @Test func `finds settings of channels, devices and sinks`() throws {
        var files = TemporarySite.small
        files["sinks/a.yaml"] = "plugin: mqtt\nsettings:\n  host: a\n"
        let site = try TemporarySite(files)
        let whole = try #require(site.read().site)
        let channel = try #require(whole.channels.first)
        #expect(Self.place(SiteLocator().location(of: channel, setting: "host")) == "2:18")
        #expect(Self.place(SiteLocator().location(of: channel, setting: "port")) == "2:11")
        #expect(Self.place(SiteLocator().location(of: channel.devices[0], setting: "unit_id")) == "6:25")
        #expect(Self.place(SiteLocator().location(of: whole.sinks[0], setting: "host")) == "3:9")
    }

    @Test func `stays with the point when the file is gone`() {
        let point = PointConfig(id: "a", location: Location(file: "/nowhere/x.csv", line: 9))
        #expect(SiteLocator().location(of: point, column: "address") == point.location)
    }

    @Test func `takes the mend from a plugin's sentence`() {
        let place = Location(file: "x.csv", line: 2, column: 3)
        #expect(
            Finding(at: place, sentence: "a coil has no bit — leave 'bit' empty").description
                == "x.csv:2:3: a coil has no bit — leave 'bit' empty")
        #expect(
            Finding(at: place, sentence: "no such register").description
                == "x.csv:2:3: no such register — see its README")
    }

    private static func place(_ location: Location) -> String {
        "\(location.line):\(location.column)"
    }
}
