import GatewayConfig
import GatewayCore
import GatewayWire
import PluginHost
import Testing

@testable import GatewayRuntime

@Suite struct PluginListingTests {
    private static let old = String(repeating: "a", count: 64)
    private static let new = String(repeating: "b", count: 64)

    private static func description(_ version: String) -> PluginDescription {
        PluginDescription(id: "modbus", version: version, kind: .driver, name: "Modbus", summary: "")
    }

    private static func file(_ verdict: PluginFile.Verdict, sha256: String = new) -> PluginFile {
        PluginFile(path: "/d/modbus.so", sha256: sha256, verdict: verdict)
    }

    private static func running(_ isolation: Isolation = .inside) -> PluginInUse {
        PluginInUse(description: description("1.0.0"), file: "/d/modbus.so", sha256: old, isolation: isolation)
    }

    private static func infos(_ files: [PluginFile], _ inUse: [PluginInUse], isUsed: Bool = true) -> [PluginInfo] {
        let site = Site(name: "s", channels: isUsed ? [ChannelConfig(id: "c", plugin: "modbus")] : [])
        return PluginListing(files: files, inUse: inUse, site: site, isolation: isolation).infos
    }

    private static func isolation(_ file: PluginFile, _ choice: PluginChoice) -> Isolation {
        choice.isolation == .sandbox ? .sandbox : .process
    }

    private static let accepted = PluginFile.Verdict.accepted([description("1.1.0")])

    @Test func `a file that runs is loaded`() {
        let infos = Self.infos(
            [Self.file(.accepted([Self.description("1.0.0")]), sha256: Self.old)], [Self.running(.process)])
        #expect(infos.map(\.state) == ["loaded"] && infos.map(\.isolation) == ["process"])
        #expect(infos.map(\.fileState) == [nil] && infos.map(\.advice) == [nil])
        #expect(infos.map(\.running?.sha256) == [Self.old])
    }

    @Test func `what the site does not use is ready, though it is in memory`() {
        let infos = Self.infos([Self.file(Self.accepted)], [Self.running()], isUsed: false)
        #expect(infos.map(\.state) == ["ready"] && infos.map(\.running) == [nil])
    }

    @Test func `a newer file is listed with both digests and what to do`() {
        let processes = Self.infos([Self.file(Self.accepted)], [Self.running(.process)])
        #expect(processes.map(\.state) == ["loaded"] && processes.map(\.fileState) == ["replaced"])
        #expect(processes.map(\.sha256) == [Self.new] && processes.map(\.running?.sha256) == [Self.old])
        #expect(
            processes.map(\.advice) == [
                "running is 1.0.0 (sha256 aaaaaaaaaaaa…), the file is 1.1.0 (sha256 bbbbbbbbbbbb…); "
                    + "run: gatewayctl plugin upgrade modbus"
            ])
        let inside = Self.infos([Self.file(Self.accepted)], [Self.running(.inside)])
        #expect(inside.first?.advice?.hasSuffix("; restart gatewayd to use it") == true)
    }

    @Test func `while a plugin moves over to its new file, that one counts`() {
        var next = Self.running(.process)
        next.sha256 = Self.new
        let infos = Self.infos([Self.file(Self.accepted)], [Self.running(.process), next])
        #expect(infos.map(\.fileState) == [nil] && infos.map(\.running?.sha256) == [Self.new])
    }

    @Test func `a removed file is said, and what runs of it`() {
        let infos = Self.infos([], [Self.running()])
        #expect(infos.map(\.state) == ["loaded"] && infos.map(\.fileState) == ["removed"])
        #expect(infos.map(\.version) == ["1.0.0"] && infos.map(\.sha256) == [nil])
        #expect(infos.first?.advice?.hasPrefix("it runs until its channels and sinks stop") == true)
    }

    @Test func `a file on its way, or one that is refused, stands beside what runs`() {
        for (reason, state) in [(Refusal.Reason.arriving, "arriving"), (.notELF, "refused")] {
            let infos = Self.infos([Self.file(.refused(Refusal(reason, "why")), sha256: "")], [Self.running()])
            #expect(infos.map(\.state) == [state, "loaded"] && infos.map(\.fileState) == [nil, state])
            #expect(infos.first?.reasons == ["why"])
        }
    }

    @Test func `the site says where a plugin will run`() {
        let site = Site(name: "s", plugins: [PluginChoice(id: "modbus", isolation: .sandbox)])
        #expect(
            PluginListing(files: [Self.file(Self.accepted)], inUse: [], site: site, isolation: Self.isolation).infos
                .map(\.isolation) == [
                    "sandbox"
                ])
    }

    @Test func `a change names what came, went and was refused`() {
        let (before, after) = (Self.file(Self.accepted, sha256: Self.old), Self.file(Self.accepted))
        #expect(ShelfChange(from: [before], to: [before]).isEmpty)
        #expect(ShelfChange(from: [before], to: [after]).usable == ["modbus"])
        #expect(ShelfChange(from: [], to: [after]).usable == ["modbus"])
        let refused = Self.file(.refused(Refusal(.notELF, "why")))
        let change = ShelfChange(from: [before], to: [refused])
        #expect(change.gone == ["modbus"] && change.refused == [refused] && change.usable.isEmpty)
        #expect(ShelfChange(from: [refused], to: [refused]).isEmpty)
        #expect(ShelfChange(from: [], to: [Self.file(.refused(Refusal(.arriving, "")))]).isEmpty)
    }
}
