import Foundation
import GatewayConformance
import GatewayCore
import PluginBench
import PluginHost
import PluginKit
import Testing

/// Each package as a stranger would use it: written, built, described, judged, run.
@Suite(.serialized) struct BuiltPackageTests {
    @Test(arguments: PackageLanguage.allCases.filter(isBuildable)) func `a driver runs`(_ language: PackageLanguage)
        throws
    {
        let package = try Workshop.built(language, .driver)
        try expectOneSymbol(package)
        let file = package.judged
        let description = try #require(file.plugins.first, "\(file.verdict)")
        #expect(description.id == "acme-driver")
        #expect(description.settings.map(\.key) == ["amplitude", "period_ms"])
        #expect(description.address.map(\.key) == ["signal"])
        #expect(description.canWrite)
        expectConformance(package)
        for isolation in Isolation.allCases { try DriverTrial(file, in: isolation).run() }
    }

    @Test(arguments: PackageLanguage.allCases.filter(isBuildable)) func `a sink runs`(_ language: PackageLanguage)
        throws
    {
        let package = try Workshop.built(language, .sink)
        try expectOneSymbol(package)
        let file = package.judged
        let description = try #require(file.plugins.first, "\(file.verdict)")
        #expect(description.id == "acme-sink")
        #expect(description.settings.map(\.key) == ["path", "sync"])
        expectConformance(package)
        // In a sandbox it would have to be given the file.
        for isolation in [Isolation.inside, .process] {
            try SinkTrial(file, in: isolation, folder: package.root).run()
        }
    }

    @Test func `packages in every language were built`() {
        for language in PackageLanguage.allCases where !Self.isBuildable(language) {
            print(
                "SKIPPED: packages in \(language.name) are not built, there is no \(Self.compiler(of: language)) here")
        }
        #expect(Self.isBuildable(.c) && Self.isBuildable(.cpp) && Self.isBuildable(.swift))
    }

    private static func isBuildable(_ language: PackageLanguage) -> Bool { Workshop.has(compiler(of: language)) }

    private static func compiler(of language: PackageLanguage) -> String {
        switch language {
        case .c: "cc"
        case .cpp: "c++"
        case .swift: "swift"
        case .rust: "cargo"
        }
    }

    /// What `make check` would say. Notes are no faults: they tell what the judge could not see.
    private func expectConformance(_ package: Workshop.Package) {
        let report = ConformanceCheck(file: package.plugin, program: BuiltProducts.describer).run()
        #expect(report.plugins == [package.request.name.id])
        #expect(report.findings.filter { $0.severity != .note } == [])
    }

    /// Two plugins in one process must not see each other.
    private func expectOneSymbol(_ package: Workshop.Package) throws {
        let symbols = try Workshop.run("nm -D --defined-only --extern-only '\(package.plugin)'", in: package)
        let names = symbols.split(separator: "\n").compactMap { $0.split(separator: " ").last }
        #expect(names == ["gw_plugin_entry"])
        let headers = try Workshop.run("readelf -dlW '\(package.plugin)'", in: package)
        #expect(headers.contains("GNU_RELRO") && headers.contains("BIND_NOW") && !headers.contains("SONAME"))
    }
}
