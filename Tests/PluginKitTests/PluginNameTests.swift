import PluginKit
import Testing

@Suite struct PluginNameTests {
    @Test func `a name is spelled for every language`() throws {
        let name = try PluginName("acme-meter-2")
        #expect(name.id == "acme-meter-2")
        #expect(name.symbol == "acme_meter_2")
        #expect(name.type == "AcmeMeter2")
        #expect(name.title == "Acme meter 2")
    }

    @Test(arguments: [
        ("", "my-plugin"), ("Acme", "acme"), ("acme meter", "acme-meter"), ("acme_meter", "acme-meter"),
        ("9lives", "lives"),
        ("-x", "x"), ("x-", "x"), ("a--b", "a-b"), ("../evil", "evil"), ("a/b", "a-b"), ("größe", "gr-e"),
        ("---", "my-plugin"),
        ("a\u{0}b", "a-b"), (String(repeating: "a", count: 41), String(repeating: "a", count: 40)),
    ])
    func `a bad name is refused, with a good one`(_ text: String, _ good: String) throws {
        let error = #expect(throws: PackageError.self) { try PluginName(text) }
        #expect(error?.mend.hasSuffix(": \(good)") == true, "\(error?.mend ?? "")")
        #expect(try PluginName(good).id == good)
    }

    @Test(arguments: ["modbus", "mqtt", "swift", "glibc", "gateway-core", "polling", "writing"])
    func `a name that is taken is refused`(_ text: String) {
        let error = #expect(throws: PackageError.self) { try PluginName(text) }
        #expect(error?.mend == "say more in the name: my-\(text)")
    }

    @Test func `a licence is an SPDX identifier`() throws {
        for text in ["MIT", "Apache-2.0", "LicenseRef-Ours", "GPL-2.0+"] {
            #expect(try LicenceName(text).identifier == text)
        }
        for text in ["", "MIT OR Apache-2.0", "*/", "a\nb", "ü", String(repeating: "x", count: 65)] {
            #expect(throws: PackageError.self) { try LicenceName(text) }
        }
    }
}
