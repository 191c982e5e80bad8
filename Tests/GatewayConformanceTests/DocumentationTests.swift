import Glibc
import Testing

@testable import GatewayConformance

/// What the page says and what the code does have the same names.
@Suite struct DocumentationTests {
    private static let page = read("docs/plugin-check.md")

    private static func read(_ name: String) -> String {
        let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
        let fd = open("\(root)/\(name)", O_RDONLY)
        defer { close(fd) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = Glibc.read(fd, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    @Test func `every case has its chapter, in the order they run`() {
        let chapters = Self.page.split(separator: "\n").filter { $0.hasPrefix("### `") }
            .map { String($0.dropFirst(5).prefix { $0 != "`" }) }
        #expect(chapters == ConformanceCase.allCases.map(\.name))
    }

    @Test(arguments: ConformanceCase.allCases)
    func `a chapter says what the program says`(_ theCase: ConformanceCase) {
        #expect(Self.page.contains(theCase.sentence))
    }

    @Test(arguments: Rule.allCases)
    func `every promise is on the page, with what mends it`(_ rule: Rule) {
        #expect(Self.page.contains("| \(rule.clause) | \(rule.mend) |"))
    }
}
