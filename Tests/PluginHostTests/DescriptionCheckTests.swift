import GatewayCore
import Testing

@testable import PluginHost

@Suite struct DescriptionCheckTests {
    private static let driver = DeclaredPlugin(
        kind: 1, id: "x", version: "1.0.0", name: "X", summary: "", capabilities: 0,
        extensions: ["gw.describe/1", "gw.plan/1", "gw.poll/1"])

    private func problem(_ change: (inout DeclaredPlugin) -> Void) -> String? {
        var plugin = Self.driver
        change(&plugin)
        do throws(Refusal) {
            _ = try DescriptionCheck.descriptions([plugin], path: "x.so")
            return nil
        } catch {
            return String(error.message.dropFirst("x.so describes itself wrongly: ".count))
        }
    }

    private func field(_ type: UInt32, _ low: Double, _ high: Double, default text: String? = nil) -> DeclaredField {
        DeclaredField(
            key: "a", type: type, flags: 0, minimum: low, maximum: high, defaultText: text, choices: "x|y", help: nil)
    }

    @Test func `a good one passes`() {
        #expect(problem { _ in } == nil)
        #expect(problem { $0.id = "a-b_9" } == nil)
        #expect(problem { $0.version = "10.20.30-beta+5" } == nil)
    }

    @Test(arguments: ["", "A", "a b", "ü", "a/b", String(repeating: "a", count: 65)]) func `a bad id is said`(
        _ id: String
    ) {
        #expect(problem { $0.id = id }?.hasPrefix("id '\(id)' is not made of") == true)
    }

    @Test(arguments: ["", "1", "1.2", "1.2.3.4", "1..3", "a.b.c", "1.2.x", "1.2.3-ä", "-1.2.3"])
    func `a bad version is said`(_ version: String) {
        #expect(problem { $0.version = version } == "version '\(version)' is not of the form 1.2.3")
    }

    @Test func `kinds and their extensions are checked`() {
        #expect(problem { $0.kind = 9 } == "kind 9 is unknown (1 driver, 2 sink, 3 stage)")
        #expect(problem { $0.extensions = ["gw.poll/1"] } == "a driver must offer gw.plan/1")
        #expect(problem { $0.extensions = ["gw.plan/1"] } == "a driver must offer gw.poll/1 or gw.loop/1")
        #expect(problem { $0.kind = 2 } == "a sink must offer gw.sink/1")
    }

    @Test func `a sink has no addresses`() {
        let problem = problem {
            $0.kind = 2
            $0.extensions.append("gw.sink/1")
            $0.address = [field(2, 1, 0)]
        }
        #expect(problem == "only drivers have a device and an address schema")
    }

    @Test(
        arguments: [
            (1, 1, 0, "yes"), (2, 0, 9, "10"), (2, 0, 9, "1.0"), (3, 0, 1, "2"), (3, 0, 1, "x"), (3, 1, 0, "nan"),
            (4, 2, 3, "a"), (5, 1, 0, "z"),
        ] as [(UInt32, Double, Double, String)])
    func `a default must be allowed`(_ type: UInt32, _ low: Double, _ high: Double, _ text: String) {
        let declared = field(type, low, high, default: text)
        #expect(problem { $0.settings = [declared] } == "setting 'a': its default '\(text)' is not a value it allows")
    }

    @Test(
        arguments: [
            (2, 1, 0, .int), (2, -1e300, 1e300, .int), (2, .nan, 5, .int), (2, -3, 4, .int(-3...4)),
            (3, -.infinity, .infinity, .float),
            (3, .infinity, .infinity, .float(.greatestFiniteMagnitude ... .greatestFiniteMagnitude)),
            (4, -5, 1e12, .text(length: 0...65_535)), (4, 1, 0, .text), (6, 0, 0, .secret),
            (5, 0, 0, .choice(["x", "y"])),
        ] as [(UInt32, Double, Double, FieldSchema.Kind)])
    func `bounds of any size make a schema`(_ type: UInt32, _ low: Double, _ high: Double, _ kind: FieldSchema.Kind) {
        #expect(FieldCheck(field(type, low, high)).result.schema.kind == kind)
    }

    @Test func `the same id twice in one file is said`() {
        #expect(throws: Refusal(.badDescription, "x.so describes itself wrongly: id 'x' is there twice")) {
            try DescriptionCheck.descriptions([Self.driver, Self.driver], path: "x.so")
        }
    }
}
