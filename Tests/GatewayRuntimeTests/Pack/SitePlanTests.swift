import Glibc
import GatewayConfig
import GatewayCore
import PluginHost
import Testing

@testable import GatewayRuntime

@Suite struct SitePlanTests {
    private static let sum = String(repeating: "a", count: 64)

    private static func file(_ id: String, version: String = "1.2.0", kind: PluginKind = .driver) -> PluginFile {
        let plugin = PluginDescription(id: id, version: version, kind: kind, name: id, summary: "")
        return PluginFile(path: "/d/\(id).so", sha256: sum, verdict: .accepted([plugin]))
    }

    private static func need(_ id: String, _ choice: String = "") -> PluginNeed {
        let site = TestFolder()
        _ = system("mkdir '\(site.path)/channels'")
        site.write("site.yaml", "version: 1\nname: s\n" + (choice.isEmpty ? "" : "plugins: {\(id): {\(choice)}}\n"))
        site.write("channels/c.yaml", "plugin: \(id)\n")
        return PluginNeeds(of: site.path).needs.first
            ?? PluginNeed(choice: PluginChoice(id: ""), kind: nil, location: Location(file: "", line: 1))
    }

    private static func states(_ needs: [PluginNeed], _ files: [PluginFile]) -> [String] {
        SitePlan(needs: needs, files: files).rows.map { "\($0.id) \($0.state)" }
    }

    @Test func `tells what is ready from what is not`() {
        #expect(Self.states([Self.need("modbus")], [Self.file("modbus")]) == ["modbus ready"])
        #expect(Self.states([Self.need("modbus")], []) == ["modbus missing"])
        #expect(Self.states([Self.need("modbus")], [Self.file("modbus", kind: .sink)]) == ["modbus refused"])
        #expect(Self.states([Self.need("modbus", "version: ^2")], [Self.file("modbus")]) == ["modbus version"])
        #expect(Self.states([Self.need("modbus", "version: ^1")], [Self.file("modbus")]) == ["modbus ready"])
        let digest = "sha256: " + String(repeating: "b", count: 64)
        #expect(Self.states([Self.need("modbus", digest)], [Self.file("modbus")]) == ["modbus digest"])
        let refused = PluginFile(path: "/d/modbus.so", sha256: "", verdict: .refused(Refusal(.notELF, "why")))
        let plan = SitePlan(needs: [Self.need("modbus")], files: [refused])
        #expect(plan.rows.map(\.state) == ["refused"] && plan.rows.map(\.advice) == ["why"] && !plan.isComplete)
    }

    @Test func `lists what the site does not need, and leaves it out of the archive`() {
        let plan = SitePlan(needs: [Self.need("modbus")], files: [Self.file("modbus"), Self.file("other")])
        #expect(plan.rows.map { "\($0.id) \($0.state)" } == ["modbus ready", "other surplus"])
        #expect(plan.isComplete && plan.neededFiles.map(\.name) == ["modbus.so"])
    }

    @Test func `finds what a site names without any plugin being there`() throws {
        let site = TestFolder()
        _ = system("mkdir '\(site.path)/channels' '\(site.path)/sinks'")
        site.write("site.yaml", "version: 1\nname: plant\nplugins: {modbus: , mqtt: {version: ^1}, influx: }\n")
        site.write("channels/a.yaml", "plugin: modbus\nenabled: false\n")
        site.write("sinks/b.yaml", "plugin: mqtt\n")
        let needs = PluginNeeds(of: site.path)
        #expect(
            needs.needs.map(\.id) == ["influx", "modbus", "mqtt"] && needs.needs.map(\.kind) == [nil, .driver, .sink])
        #expect(needs.site == "plant" && needs.findings.isEmpty)
        #expect(needs.needs.map(\.location.column) == [1, 9, 9])
        site.write("sinks/c.yaml", "plugin: [\n")
        #expect(!PluginNeeds(of: site.path).findings.isEmpty)
        #expect(PluginNeeds(of: site.file("nowhere")).findings.count == 1)
    }
}
