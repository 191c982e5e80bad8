import Foundation
import Glibc
import Testing

@testable import GatewayConfig

/// Files that nobody would write by mistake.
@Suite struct HostileFileTests {
    @Test func `does not follow a link out of the site`() throws {
        let site = try TemporarySite(TemporarySite.small)
        try FileManager.default.removeItem(atPath: "\(site.folder)/points/meter.csv")
        try FileManager.default.createSymbolicLink(
            atPath: "\(site.folder)/points/meter.csv", withDestinationPath: "/etc/passwd")
        #expect(
            site.said() == [
                "channels/field.yaml:7:13: 'points/meter.csv' lies outside of the site — copy the file into the site and name it from there"
            ])
    }

    @Test func `does not wait at a pipe`() throws {
        let site = try TemporarySite(TemporarySite.small)
        try FileManager.default.removeItem(atPath: "\(site.folder)/points/meter.csv")
        #expect(mkfifo("\(site.folder)/points/meter.csv", 0o600) == 0)
        #expect(site.said() == ["channels/field.yaml:7:13: this is no plain file — put a text file here"])
    }

    @Test func `does not read a folder as a table`() throws {
        let site = try TemporarySite(TemporarySite.small.merging(["points/more/x.csv": "id\n"]) { $1 })
        try site.write(
            "channels/field.yaml", Data(TemporarySite.channel.replacing("points/meter.csv", with: "points/more").utf8))
        #expect(site.said() == ["channels/field.yaml:7:13: this is no plain file — put a text file here"])
    }

    @Test func `does not read files without end`() throws {
        let site = try TemporarySite(TemporarySite.small)
        #expect(truncate("\(site.folder)/points/meter.csv", 600 << 20) == 0)
        #expect(
            site.said() == [
                "channels/field.yaml:7:13: the file has 600 MiB, more than the 512 MiB that are read — split it into several files"
            ])
    }

    @Test func `does not sink into nested lists`() throws {
        for (open, close) in [("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", "")] {
            let site = try TemporarySite(TemporarySite.small)
            let nested = String(repeating: open, count: 20_000) + String(repeating: close, count: 20_000)
            try site.write("site.yaml", Data((TemporarySite.site + "x:\n  " + nested + "\n").utf8))
            #expect(site.read().site == nil)
        }
    }

    @Test func `reads lists as deep as the parser goes`() throws {
        let site = try TemporarySite(TemporarySite.small)
        let nested = String(repeating: "[", count: 990) + String(repeating: "]", count: 990)
        try site.write("site.yaml", Data((TemporarySite.site + "? " + nested + "\n: 1\n").utf8))
        #expect(site.said() == ["site.yaml:3:3: this key is no word — write 'key: value'"])
    }

    @Test func `does not multiply aliases`() throws {
        let site = try TemporarySite(TemporarySite.small)
        let levels = (1..<60).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
        try site.write("site.yaml", Data((TemporarySite.site + "a0: &a0 [x]\n" + levels + "? *a59\n: 1\n").utf8))
        #expect(
            site.said() == [
                "site.yaml:4:10: '*a0' is a YAML alias, which sites do not use — write the value out, or use a template"
            ])
    }

    @Test func `survives a thousand mutations of a site`() throws {
        var random = SeededRandom(seed: 20_260_301)
        let original = try Mutation.demo()
        for _ in 0..<1000 {
            let site = try TemporarySite()
            var files = original
            for _ in 0..<Int.random(in: 1...4, using: &random) { Mutation.apply(to: &files, &random) }
            for (name, bytes) in files { try site.write(name, Data(bytes)) }
            let reading = site.read()
            #expect(reading.site != nil || reading.errorCount > 0)
            #expect(
                reading.findings.allSatisfy {
                    $0.line >= 1 && $0.column >= 1 && !$0.message.isEmpty && !$0.mend.isEmpty
                })
        }
    }
}
