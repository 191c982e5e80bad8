import Glibc
import Testing

@testable import GatewayConformance

/// A check that cannot fail is none: every case and every promise has a plugin that breaks it.
@Suite struct MisdeedTests {
    @Test(arguments: Misdeed.all)
    func `a wrong deed is found, with the promise it breaks`(_ misdeed: Misdeed) throws {
        let report = try misdeed.variant.judged([misdeed.found])
        let found = report.findings.filter { $0.clause == misdeed.rule.clause && $0.severity == misdeed.severity }
        #expect(found.first?.caseName == misdeed.found.name, "\(report.findings)")
        #expect(found.first?.message.isEmpty == false)
        #expect(report.isClean == (misdeed.severity != .error), "\(report.findings)")
    }

    @Test func `a file that is no plugin is found by load`() {
        let report = Variant.judged("/dev/null", ConformanceCase.allCases)
        #expect(report.findings.map(\.clause) == [Rule.loads.clause])
        #expect(report.outcomes.map(\.verdict) == [.failed])
    }

    @Test func `a file that others may change is judged all the same, with a warning`() throws {
        let file = try Variant("none", .sink).compiled()
        let copy = file + ".open.so"
        #expect(system("cp '\(file)' '\(copy)' && chmod 666 '\(copy)'") == 0)
        let report = Variant.judged(copy, [.load, .description])
        #expect(report.outcomes.map(\.verdict) == [.passed, .passed])
        #expect(report.findings.map(\.severity) == [.warning])
        #expect(report.findings.first?.message.hasPrefix("everybody may write \(copy), so") == true)
    }

    @Test func `every case is failed by a plugin`() {
        let failing = Misdeed.all.filter { $0.severity == .error }.map(\.found) + [.load]
        #expect(Set(ConformanceCase.allCases).subtracting(failing).isEmpty)
    }

    @Test func `every promise is broken by a plugin`() {
        #expect(Set(Rule.allCases).subtracting(Misdeed.all.map(\.rule) + [.loads]).isEmpty)
    }

    @Test(arguments: [Variant("none"), Variant("none", .loop), Variant("none", .sink), Variant("none", hasPeer: true)])
    func `a plugin that keeps the contract passes every case`(_ variant: Variant) throws {
        let report = try variant.judged(ConformanceCase.allCases)
        #expect(report.findings.filter { $0.severity != .note }.isEmpty)
        #expect(report.outcomes.count == ConformanceCase.allCases.count)
        #expect(!report.outcomes.contains { $0.verdict == .failed })
    }

    @Test func `a blocking read that is woken by interrupt passes`() throws {
        let report = try Variant("cancels").judged([.interrupt])
        #expect(report.findings == [])
    }

    @Test(arguments: ["libHelloPlugin.so", "libModbusPlugin.so", "libMQTTPlugin.so"])
    func `our own plugins pass`(_ name: String) throws {
        let file = Variant.built(name)
        try #require(access(file, R_OK) == 0, "build it with: swift build --product \(name.dropFirst(3).dropLast(3))")
        // They speak to peers, and wait for them.
        let report = Variant.judged(file, ConformanceCase.allCases, patience: .seconds(5))
        #expect(report.findings.filter { $0.severity != .note } == [])
        #expect(report.outcomes.count == ConformanceCase.allCases.count)
    }

    @Test func `a program that is not there is no fault of the plugin`() throws {
        var check = ConformanceCheck(file: try Variant("none").compiled(), program: "/nonexistent/gatewayd-plugin")
        check.cases = [.load]
        #expect(check.run().findings.first?.message.contains("/nonexistent/gatewayd-plugin") == true)
    }
}
