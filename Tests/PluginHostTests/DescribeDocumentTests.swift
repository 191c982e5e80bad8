import Testing

@testable import PluginHost

@Suite struct DescribeDocumentTests {
    private static let plugin = DeclaredPlugin(
        kind: 1, id: "x", version: "1.0.0", name: nil, summary: "tab\tline\nback\\slash\r", capabilities: .max,
        settings: [
            DeclaredField(
                key: "a", type: 2, flags: 1, minimum: -.infinity, maximum: 0.1, defaultText: "", choices: nil,
                help: "\\N")
        ],
        address: [
            DeclaredField(
                key: nil, type: .max, flags: 0, minimum: .leastNonzeroMagnitude, maximum: 1e308, defaultText: nil,
                choices: "a|b",
                help: "é \u{301}")
        ],
        extensions: ["gw.poll/1"])

    @Test func `what is written is read back`() {
        let document = DescribeDocument.plugins([Self.plugin, Self.plugin])
        #expect(DescribeDocument(text: document.text) == document)
    }

    @Test func `bounds that are no numbers survive`() throws {
        var plugin = Self.plugin
        plugin.settings[0].maximum = .nan
        guard case .plugins(let read)? = DescribeDocument(text: DescribeDocument.plugins([plugin]).text) else {
            Issue.record("not read")
            return
        }
        #expect(read.first?.settings.first?.maximum.isNaN == true)
    }

    @Test func `so is a refusal`() {
        let document = DescribeDocument.refused(Refusal(.wrongMajor, "of\ttwo\nlines"))
        #expect(DescribeDocument(text: document.text) == document)
    }

    @Test func `a document cut anywhere is none`() {
        let text = DescribeDocument.plugins([Self.plugin]).text
        for length in 0..<text.count {
            #expect(DescribeDocument(text: String(text.prefix(length))) == nil, "cut at \(length)")
        }
    }

    @Test(arguments: [
        "", "\n", "gateway-plugin 1\nend\n", "gateway-plugin 2\nplugin\t1\tx\t1\tx\tx\t0\nend\n",
        "gateway-plugin 1\nplugin\t1\tx\nend\n", "gateway-plugin 1\nplugin\t-1\tx\t1\tx\tx\t0\nend\n",
        "gateway-plugin 1\nextension\tgw.poll/1\nend\n", "gateway-plugin 1\nplugin\t1\t\\x\t1\tx\tx\t0\nend\n",
        "gateway-plugin 1\nplugin\t1\tx\t1\tx\tx\t0\nfield\tnothing\ta\t1\t0\t0\t0\t\\N\t\\N\t\\N\nend\n",
        "gateway-plugin 1\nplugin\t1\tx\t1\tx\tx\t0\nfield\tsettings\ta\t1\t0\t?\t0\t\\N\t\\N\t\\N\nend\n",
        "gateway-plugin 1\nrefused\tno-such-reason\tx\nend\n", "gateway-plugin 1\n\nend\n", "\u{0}\u{0}\u{0}",
    ])
    func `anything else is none`(_ text: String) {
        #expect(DescribeDocument(text: text) == nil)
    }
}
