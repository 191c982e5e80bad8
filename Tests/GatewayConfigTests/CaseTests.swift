import Foundation
import Testing

@testable import GatewayConfig

/// Every folder of `Cases` is a small site with one mistake, and what has to be said about it, word by word.
@Suite struct CaseTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases").path(
        percentEncoded: false)
    static let names = (try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()) ?? []

    @Test func `there are cases for at least thirty mistakes`() {
        #expect(Self.names.count >= 30)
    }

    @Test(arguments: names)
    func `says what is wrong, where, and what to do`(name: String) throws {
        let site = "\(Self.folder)/\(name)"
        let reading = Self.reader.read(site)
        let said = reading.findings.map { Self.line($0, site: site) }.joined()
        if ProcessInfo.processInfo.environment["GATEWAY_WRITE_EXPECTED"] != nil {
            try said.write(toFile: "\(site)/expected.txt", atomically: true, encoding: .utf8)
            Issue.record("expected.txt is written anew: read it before you believe it")
        }
        let expected = try String(contentsOfFile: "\(site)/expected.txt", encoding: .utf8)
        #expect(said == expected)
        #expect((reading.site == nil) == (reading.errorCount > 0))
    }

    static let reader = SiteReader(
        plugins: KnownPlugins.all + KnownPlugins.peculiar, refused: KnownPlugins.refused, environment: [:])

    /// Findings begin with the way to the site, which is another one on every machine.
    private static func line(_ finding: Finding, site: String) -> String {
        let severity = finding.severity == .warning ? "warning: " : ""
        return severity + finding.description.replacing("\(site)/", with: "") + "\n"
    }
}
