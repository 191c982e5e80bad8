import GatewayCore
import Testing

@testable import GatewayConfig

@Suite struct SiteDifferenceTests {
    @Test func `finds nothing between a site and itself`() throws {
        let site = try Self.site()
        #expect(SiteDifference(from: site, to: site).isEmpty)
    }

    @Test func `does not count comments and moved lines`() throws {
        let moved = try Self.site { files in
            for name in files.keys { files[name] = "# a comment\n" + (files[name] ?? "") }
        }
        #expect(try SiteDifference(from: Self.site(), to: moved).isEmpty)
    }

    @Test func `finds channels and sinks that came and went`() throws {
        let other = try Self.site {
            $0["channels/second.yaml"] = TemporarySite.channel; $0["sinks/b.yaml"] = Self.sink; $0["sinks/a.yaml"] = nil
        }
        let difference = try SiteDifference(from: Self.site(), to: other)
        #expect(
            difference.addedChannels == ["second"] && difference.removedChannels == []
                && difference.changedChannels == [])
        #expect(difference.addedSinks == ["b"] && difference.removedSinks == ["a"])
        #expect(try SiteDifference(from: other, to: Self.site()).removedChannels == ["second"])
    }

    @Test func `restarts a channel when its driver is concerned`() throws {
        for (old, new) in [
            ("10.0.0.5", "10.0.0.6"), ("unit_id: 7", "unit_id: 8"), ("500 ms", "250 ms"),
            ("modbus\n", "modbus\nenabled: false\n"), ("modbus\n", "modbus\nretry: {longest: 5 s}\n"),
        ] {
            let other = try Self.site { $0["channels/field.yaml"] = TemporarySite.channel.replacing(old, with: new) }
            let change = try #require(SiteDifference(from: Self.site(), to: other).changedChannels.first)
            #expect(change.id == "field" && change.needsRestart)
        }
        for (old, new) in [("input,10", "input,12"), ("power,", "total,"), ("uint16", "int16")] {
            let other = try Self.site { $0["points/meter.csv"] = TemporarySite.table.replacing(old, with: new) }
            #expect(try #require(SiteDifference(from: Self.site(), to: other).changedChannels.first).needsRestart)
        }
    }

    @Test func `lets a channel run on when only the gateway is concerned`() throws {
        for (old, new) in [
            ("0.1,2", "0.2,2"), ("1%", "2%"), ("Active power", "Power"), (",main,", ",other,"),
            ("Of all phases", "Sum"),
        ] {
            let other = try Self.site { $0["points/meter.csv"] = TemporarySite.table.replacing(old, with: new) }
            let change = try #require(SiteDifference(from: Self.site(), to: other).changedChannels.first)
            #expect(
                !change.needsRestart && change.changedPoints == 1 && change.addedPoints == 0
                    && change.removedPoints == 0)
        }
    }

    @Test func `counts points that came, went and changed`() throws {
        let other = try Self.site {
            $0["points/meter.csv"] = TemporarySite.table.replacing("limit,", with: "cap,").replacing(
                "0.1,2", with: "0.1,3")
        }
        let change = try #require(SiteDifference(from: Self.site(), to: other).changedChannels.first)
        #expect(
            change.addedPoints == 1 && change.removedPoints == 1 && change.changedPoints == 1 && change.needsRestart)
    }

    @Test func `tells apart what a sink notices`() throws {
        func change(_ old: String, _ new: String) throws -> SinkChange {
            let other = try Self.site { $0["sinks/a.yaml"] = Self.sink.replacing(old, with: new) }
            return try #require(SiteDifference(from: Self.site(), to: other).changedSinks.first)
        }
        #expect(try change("host: a", "host: b").needsRestart)
        let routes = try change("field.*", "*.power")
        #expect(routes.hasNewRoutes && !routes.needsRestart && !routes.hasNewLane)
        let lane = try change("memory: 500", "memory: 600")
        #expect(lane.hasNewLane && !lane.needsRestart)
    }

    @Test func `tells apart what needs a new start of the gateway`() throws {
        let other = try Self.site { $0["site.yaml"] = "version: 1\nname: plant\nloops: 2\nhistory: {retention: 1 d}\n" }
        let difference = try SiteDifference(from: Self.site(), to: other)
        #expect(difference.needsRestart == ["loops"] && difference.changedInPlace == ["history"])
    }

    @Test(arguments: [
        "isolation: process", "limits: {memory: 64 MiB}", "limits: {open_files: 64}", "limits: {hang_after: 9 s}",
        "isolation: sandbox, allow: {connect: [502]}", "version: ^1", "env: {TZ: UTC}",
        "sha256: 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
    ])
    func `restarts what runs a plugin of which the site says something else, and nothing else`(said: String) throws {
        let before = try Self.site { $0["site.yaml"] = TemporarySite.site + "plugins: {modbus: , mqtt: }\n" }
        for (id, channels, sinks) in [("modbus", ["field"], []), ("mqtt", [], ["a"])] {
            let choices = TemporarySite.site + "plugins: {modbus: , mqtt: }\n"
            let after = try Self.site {
                $0["site.yaml"] = choices.replacing("\(id): ", with: "\(id): {\(said)}")
            }
            let difference = SiteDifference(from: before, to: after)
            #expect(difference.changedPlugins == [id] && difference.needsRestart == [] && !difference.isEmpty)
            #expect(difference.changedChannels.filter(\.needsRestart).map(\.id) == channels)
            #expect(difference.changedSinks.filter(\.needsRestart).map(\.id) == sinks)
            #expect(difference.changedChannels.allSatisfy { $0.hasNewPluginChoice && !$0.hasNewSettings })
        }
    }

    @Test func `restarts nothing when the site says the same of a plugin in other words`() throws {
        let words = [
            "", "plugins: {modbus: , mqtt: }\n", "plugins: {mqtt: {limits: {hang_after: 5 s}}, modbus: {}}\n",
        ]
        for (old, new) in zip(words, words.dropFirst() + ["plugins: {modbus: , mqtt: }\n"]) {
            let before = try Self.site { $0["site.yaml"] = TemporarySite.site + old }
            let after = try Self.site { $0["site.yaml"] = TemporarySite.site + new }
            #expect(SiteDifference(from: before, to: after).isEmpty)
        }
        let (short, long) = try (
            Self.site { $0["site.yaml"] = TemporarySite.site + "plugins: {modbus: {version: ^1.0}, mqtt: }\n" },
            Self.site {
                $0["site.yaml"] = TemporarySite.site + "plugins: {modbus: {version: \">=1, <2.0.0\"}, mqtt: }\n"
            }
        )
        #expect(SiteDifference(from: short, to: long).isEmpty)
    }

    private static let sink =
        "plugin: mqtt\nsettings: {host: a}\nroutes: [{include: \"field.*\"}]\nlane: {memory: 500}\n"

    private static func site(_ change: (inout [String: String]) -> Void = { _ in }) throws -> Site {
        var files = TemporarySite.small
        files["sinks/a.yaml"] = sink
        change(&files)
        return try #require(TemporarySite(files).read().site)
    }
}
