import GatewayConfig
import Glibc
import PluginHost
import Testing

@testable import GatewayRuntime

@Suite struct SiteInstallTests {
    private let folder = TestFolder()
    private var drivers: PluginDirectory {
        PluginDirectory(
            path: folder.file("drivers.d"), describer: Fixture.describer, memory: nil, deadline: .seconds(20))
    }

    private static func archive(_ plugin: [UInt8], site: String = "version: 1\nname: plant\n") -> SiteArchive {
        SiteArchive(
            siteName: "plant",
            site: [ArchiveEntry(name: "points/a.csv", text: "id\n"), ArchiveEntry(name: "site.yaml", text: site)],
            plugins: [ArchiveEntry(name: "plain.so", bytes: plugin)])
    }

    private func install(_ archive: SiteArchive, dryRun: Bool = false) throws -> [String] {
        try SiteInstall(archive, to: folder.file("site"), plugins: drivers).run(isDryRun: dryRun)
    }

    private var names: [String] {
        TestFolder.bytes(folder.file("site/site.yaml")).isEmpty ? [] : ["site"]
    }

    @Test func `puts files and plugins in place, and keeps the old site`() throws {
        mkdir(folder.file("drivers.d"), 0o755)
        let plugin = try Fixture.bytes("plain")
        #expect(
            try install(Self.archive(plugin)) == [
                "\(folder.path)/drivers.d/plain.so added", "site 'plant' put into \(folder.path)/site (2 files)",
            ])
        #expect(drivers.scan().flatMap(\.plugins).map(\.id) == ["fixture"])
        let again = try install(Self.archive(plugin, site: "version: 1\nname: next\n"))
        #expect(again.first == "\(folder.path)/drivers.d/plain.so replaced")
        #expect(again.last?.hasSuffix("the old one is \(folder.path)/site.previous") == true)
        #expect(TestFolder.text(folder.file("site/site.yaml")) == "version: 1\nname: next")
        #expect(TestFolder.text(folder.file("site.previous/site.yaml")) == "version: 1\nname: plant")
        #expect(
            access(folder.file("site.incoming"), F_OK) != 0 && access(folder.file("drivers.d/.incoming"), F_OK) != 0)
    }

    @Test func `a dry run says the same and changes nothing`() throws {
        mkdir(folder.file("drivers.d"), 0o755)
        let steps = try install(Self.archive(try Fixture.bytes("plain")), dryRun: true)
        #expect(steps.first == "\(folder.path)/drivers.d/plain.so added")
        #expect(drivers.scan().isEmpty && names.isEmpty)
    }

    @Test func `a plugin that would be refused stops everything`() throws {
        mkdir(folder.file("drivers.d"), 0o755)
        _ = try install(Self.archive(try Fixture.bytes("plain")))
        let bad = Self.archive(Array("This is no plugin.".utf8), site: "version: 1\nname: bad\n")
        #expect(throws: ArchiveError.self) { try install(bad) }
        #expect(TestFolder.text(folder.file("site/site.yaml")) == "version: 1\nname: plant")
        #expect(drivers.scan().flatMap(\.plugins).map(\.id) == ["fixture"])
    }

    @Test func `a plugin that is there under another name stops everything`() throws {
        mkdir(folder.file("drivers.d"), 0o755)
        folder.write("drivers.d/other.so", try Fixture.bytes("plain"))
        #expect(throws: ArchiveError.self) { try install(Self.archive(try Fixture.bytes("plain"))) }
        #expect(names.isEmpty)
    }

    @Test func `a folder that is no site, and a directory that is not there, are left alone`() throws {
        let plugin = try Fixture.bytes("plain")
        #expect(throws: ArchiveError.self) { try install(Self.archive(plugin)) }
        mkdir(folder.file("drivers.d"), 0o755)
        mkdir(folder.file("site"), 0o755)
        folder.write("site/thesis.txt", "x")
        #expect(throws: ArchiveError.self) { try install(Self.archive(plugin)) }
        #expect(TestFolder.text(folder.file("site/thesis.txt")) == "x")
    }

    @Test func `a site is packed with exactly its plugins, and not through links`() throws {
        for name in ["drivers.d", "plant", "plant/channels"] { mkdir(folder.file(name), 0o755) }
        folder.write("drivers.d/plain.so", try Fixture.bytes("plain"))
        folder.write("drivers.d/plain.so.minisig", "signature")
        folder.write("drivers.d/noisy.so", try Fixture.bytes("noisy"))
        folder.write("plant/site.yaml", "version: 1\nname: plant\n")
        folder.write("plant/channels/a.yaml", "plugin: fixture\n")
        func pack() throws -> SiteArchive {
            let place = folder.file("plant")
            return try SitePack.collect(site: place, needs: PluginNeeds(of: place), plugins: drivers.scan())
        }
        let archive = try pack()
        #expect(archive.plugins.map(\.name) == ["plain.so", "plain.so.minisig"])
        #expect(archive.site.map(\.name) == ["channels/a.yaml", "site.yaml"])
        #expect(try archive.packed() == pack().packed())
        symlink("/etc/passwd", folder.file("plant/users"))
        #expect(throws: ArchiveError.self) { try pack() }
    }
}
