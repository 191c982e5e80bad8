import PluginKit
import Testing

@Suite struct PackagePlanTests {
    private static let all = PackageLanguage.allCases.flatMap { language in
        PackageKind.allCases.map { (language, $0) }
    }

    private func plan(_ language: PackageLanguage, _ kind: PackageKind, licence: String = "0BSD") throws -> PackagePlan
    {
        PackagePlan(
            PackageRequest(
                name: try PluginName("acme-meter"), language: language, kind: kind, licence: try LicenceName(licence)))
    }

    @Test(arguments: all) func `a package is whole`(_ language: PackageLanguage, _ kind: PackageKind) throws {
        let plan = try plan(language, kind)
        let paths = Set(plan.files.map(\.path))
        let wanted = [
            "README.md", "LICENSE", "Makefile", ".gitignore", "test.sh", "run.sh", "sample/site.yaml",
            "sample/stage.sh",
            "sample/channels/demo.yaml", plan.request.firstFile,
            language == .swift
                ? "gateway-sdk/Sources/CGatewayABI/include/gateway/gateway.h" : "include/gateway/gateway.h",
            language == .swift ? "gateway-sdk/LICENSE" : "include/gateway/LICENSE",
        ]
        #expect(paths.isSuperset(of: wanted), "missing: \(Set(wanted).subtracting(paths).sorted())")
        #expect(plan.files.filter(\.isExecutable).map(\.path) == ["run.sh", "sample/stage.sh", "test.sh"])
    }

    @Test(arguments: all) func `nothing is left of the prototype`(_ language: PackageLanguage, _ kind: PackageKind)
        throws
    {
        for file in try plan(language, kind).files where !file.path.hasPrefix("gateway-sdk/Sources") {
            for word in ["my-plugin", "my_plugin", "MyPlugin", "My plugin"] {
                #expect(!file.text.contains(word) && !file.path.contains(word), "\(word) in \(file.path)")
            }
        }
    }

    @Test(arguments: all)
    func `a package has no file of another kind or language`(_ language: PackageLanguage, _ kind: PackageKind) throws {
        let endings: [PackageLanguage: [String]] = [
            .swift: [".swift"], .c: [".c"], .cpp: [".cpp"], .rust: [".rs", ".toml"],
        ]
        let foreign = endings.filter { $0.key != language }.values.joined()
        for file in try plan(language, kind).files where !file.path.hasPrefix("gateway-sdk/") {
            #expect(!foreign.contains { file.path.hasSuffix($0) }, "\(file.path)")
            #expect(kind == .sink || !file.path.contains("sinks/"))
        }
    }

    @Test(arguments: all)
    func `own files say their licence, borrowed ones keep theirs`(_ language: PackageLanguage, _ kind: PackageKind)
        throws
    {
        let files = try plan(language, kind, licence: "MIT").files
        #expect(!files.contains { $0.path == "LICENSE" })
        #expect(!files.contains { $0.text.contains("Identifier: 0BSD") })
        let first = try #require(files.first { $0.path == (try? plan(language, kind))?.request.firstFile })
        #expect(first.text.contains("SPDX-License-Identifier: MIT"))
        #expect(files.contains { $0.path.hasSuffix("/LICENSE") && $0.text.contains("Apache License") })
    }

    @Test func `layers continue each other`() throws {
        let kit = [
            KitFile(path: "Sources/PluginKit/Templates/any/Makefile", text: "3 my-plugin\n"),
            KitFile(path: "Sources/PluginKit/Templates/c/Makefile", text: "2 my_plugin\n"),
            KitFile(path: "Sources/PluginKit/Templates/sink/Makefile", text: "1 MyPlugin, My plugin\n"),
            KitFile(path: "Sources/PluginKit/Templates/cpp/Makefile", text: "never\n"),
        ]
        let request = PackageRequest(name: try PluginName("my-plugin-my-plugin"), language: .c, kind: .sink)
        let files = PackagePlan(request, kit: kit).files
        #expect(files.map(\.path) == ["Makefile"])
        #expect(
            files.first?.text == """
                1 MyPluginMyPlugin, My plugin my plugin
                2 my_plugin_my_plugin
                3 my-plugin-my-plugin

                """)
    }
}
