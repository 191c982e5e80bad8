import Foundation
import PluginBench
import PluginHost
import PluginKit
import Testing

/// What documentation shows is what compiles.
@Suite(.serialized) struct DocumentationTests {
    private static let tutorial = "\(BuiltProducts.root)/Sources/GatewaySDK/GatewaySDK.docc"
    private static let compiled = ["c", "cpp", "rust", "swift"]

    private static func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    private static func files(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { "\(folder)/\($0)" }
    }

    @Test func `every code block for plugin authors stands in a file that is compiled`() throws {
        let blocks = CodeBlock.all(in: try Self.text("\(BuiltProducts.root)/docs/plugin-authors.md"))
        let future = try Self.files(in: "\(BuiltProducts.root)/Tests/Compatibility/future")
        let steps = try Self.files(in: "\(Self.tutorial)/Resources").filter { $0.hasSuffix(".swift") }
        let sources = KitFile.all.map(\.text) + (try (future + steps).map(Self.text))
        #expect(blocks.count > 8)
        for block in blocks where block.language != "console" {
            #expect(Self.compiled.contains(block.language), "line \(block.line): name the language")
            let isFound = sources.contains { block.isPart(of: $0) }
            #expect(isFound, "docs/plugin-authors.md:\(block.line): this code is in no file that is compiled")
        }
    }

    @Test func `a block that differs by a word is found out`() throws {
        let page = "```c\nint a = 1;\nint b = 2;\n```\n"
        let block = try #require(CodeBlock.all(in: page).first)
        #expect(block.isPart(of: "{\n    int a = 1;  \n    int b = 2;\n}"))
        #expect(!block.isPart(of: "int a = 1;\n\nint b = 2;"))
        #expect(!block.isPart(of: "int a = 1;\nint b = 3;"))
        #expect(!block.isPart(of: "int a = 1;"))
    }

    @Test func `every step of the tutorial compiles`() throws {
        let steps = try Self.files(in: "\(Self.tutorial)/Resources").filter { $0.contains("/ThermalDriver-") }
        #expect(steps.count == 5)
        for step in steps {
            let driver = try thermalPackage(step)
            try Workshop.run(
                "swiftc -typecheck -module-name Thermal -I '\(BuiltProducts.path("Modules"))'"
                    + " -I '\(BuiltProducts.root)/Sources/CGatewayABI/include' Sources/Thermal/*.swift", in: driver)
        }
    }

    @Test func `the driver of the tutorial reads thermometers`() throws {
        let package = try thermalPackage("\(Self.tutorial)/Resources/ThermalDriver-5.swift")
        try Workshop.run("make SWIFTFLAGS='-c debug'", in: package)
        let zone = "\(package.root)/thermal/thermal_zone0"
        try FileManager.default.createDirectory(atPath: zone, withIntermediateDirectories: true)
        try Data("-1250\n".utf8).write(to: URL(filePath: "\(zone)/temp"))
        let bench = try PlacedBench(file: package.judged, cells: [.text("\(package.root)/thermal")], in: .process)
        try bench.prepare(Bench.plan(2, [.int(0), .int(1)]))
        try bench.start()
        #expect(bench.read() == "read ok ")
        #expect(bench.owner.wait(for: "publish")?.hasPrefix("publish 0=-1.25 1=- @") == true, "\(bench.owner.lines)")
        let nowhere = try PlacedBench(file: package.judged, cells: [.text("/nowhere")], in: .process)
        try nowhere.prepare(points: 0)
        let failure = #expect(throws: PluginFailure.self) { try nowhere.start() }
        #expect(failure?.status == .unreachable && failure?.message == "there is no folder /nowhere")
    }

    /// What somebody has who followed the tutorial as far as `step`.
    private func thermalPackage(_ step: String) throws -> Workshop.Package {
        let package = try Workshop.written(.swift, .driver, name: "thermal")
        let sources = "\(package.root)/Sources/Thermal"
        try FileManager.default.removeItem(atPath: "\(sources)/Signal.swift")
        try Data(Self.text(step).utf8).write(to: URL(filePath: "\(sources)/ThermalDriver.swift"))
        // The package's own entry is the one that the tutorial shows, but for its comments.
        let entry = try Self.text("\(sources)/Entry.swift")
        let shown = try Self.text("\(Self.tutorial)/Resources/Entry.swift")
        #expect(Self.code(entry) == Self.code(shown))
        return package
    }

    private static func code(_ text: String) -> [Substring] {
        text.split(separator: "\n").filter { !$0.hasPrefix("//") }
    }
}
