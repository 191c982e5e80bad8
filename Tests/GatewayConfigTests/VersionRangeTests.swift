import Testing

@testable import GatewayConfig

@Suite struct VersionRangeTests {
    /// §11 of Semantic Versioning 2.0.0, its own example and what follows from its rules.
    @Test func `orders versions as the standard does`() throws {
        let ordered = [
            "0.0.0-0", "0.0.0", "0.9.9", "1.0.0-1", "1.0.0-2", "1.0.0-10", "1.0.0-99999999999999999999999",
            "1.0.0-100000000000000000000000", "1.0.0--", "1.0.0-A", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta",
            "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.1.0", "1.10.0", "2.0.0",
            "18446744073709551615.0.0",
        ]
        let versions = try ordered.map { try #require(Version($0)) }
        for (left, a) in versions.enumerated() {
            for (right, b) in versions.enumerated() {
                #expect((a < b) == (left < right), "\(a) \(b)")
                #expect((a == b) == (left == right))
            }
        }
        #expect(versions.map(\.description) == ordered)
    }

    @Test func `forgets build metadata`() {
        #expect(Version("1.2.3+build.007") == Version("1.2.3"))
        #expect(Version("1.2.3-rc.1+a-b") == Version(1, 2, 3, prerelease: ["rc", "1"]))
    }

    @Test(arguments: [
        "", "1", "1.2", "1.2.3.4", "1.2.x", "v1.2.3", "01.2.3", "1.02.3", "1.2.3-", "1.2.3-01", "1.2.3-a..b",
        "1.2.3-a_b",
        "1.2.3+", "1.2.3+a+b", "1.2.-3", " 1.2.3", "1.2.3 ", "1.2.3-é", "١.٢.٣", "18446744073709551616.0.0",
        "1.2.3-\u{0}", "1..3", ".1.2",
    ])
    func `knows what is no version`(text: String) {
        #expect(Version(text) == nil)
    }

    @Test(
        arguments: [
            (
                ">=1.2 <2", ["1.2.0", "1.99.0", "1.2.0+x"],
                ["1.1.9", "2.0.0", "1.3.0-beta", "2.0.0-beta", "1.2.0-rc.1"]
            ),
            (">=1.2,<2", ["1.2.0"], ["2.0.0"]), (" >= 1.2 ,  < 2 ", ["1.2.0"], ["2.0.0"]),
            (">=1.2<2", ["1.2.0"], ["2.0.0"]),
            (">1.2", ["1.3.0", "9.0.0"], ["1.2.0", "1.2.9"]), (">1.2.3", ["1.2.4"], ["1.2.3", "1.2.4-beta"]),
            (">1", ["2.0.0"], ["1.9.9"]), ("<=1.2", ["1.2.9", "0.0.0"], ["1.3.0"]), ("<=1.2.3", ["1.2.3"], ["1.2.4"]),
            ("<1.2", ["1.1.9"], ["1.2.0", "1.2.0-a"]), ("1.2.3", ["1.2.3"], ["1.2.4", "1.2.3-rc.1"]),
            ("=1.2", ["1.2.0", "1.2.7"], ["1.3.0"]), ("1", ["1.0.0", "1.9.0"], ["2.0.0"]),
            ("0", ["0.0.0", "0.9.0"], ["1.0.0"]),
            ("^1.2.3", ["1.2.3", "1.9.0"], ["1.2.2", "2.0.0"]), ("^0.2.3", ["0.2.3", "0.2.9"], ["0.3.0"]),
            ("^0.0.3", ["0.0.3"], ["0.0.4"]), ("^0.0", ["0.0.9"], ["0.1.0"]), ("^0", ["0.9.0"], ["1.0.0"]),
            ("^1", ["1.0.0"], ["2.0.0"]), ("~1.2.3", ["1.2.3", "1.2.9"], ["1.3.0"]), ("~1.2", ["1.2.0"], ["1.3.0"]),
            ("~1", ["1.9.0"], ["2.0.0"]), ("~0", ["0.9.0"], ["1.0.0"]),
            (
                ">=2.0.0-beta.2 <3", ["2.0.0-beta.2", "2.0.0-rc.1", "2.0.0", "2.9.0"],
                ["2.0.0-beta.1", "2.1.0-beta", "3.0.0-a"]
            ),
            ("^1.2.3-rc.1", ["1.2.3-rc.2", "1.2.3", "1.3.0"], ["1.2.4-rc.1", "1.2.3-beta"]),
            ("=1.2.3-rc.1", ["1.2.3-rc.1"], ["1.2.3", "1.2.3-rc.2"]),
            (">1.2 >1.4 <9 <3", ["2.9.9"], ["1.4.9", "3.0.0"]),
            (">=1.2 >1.2.0", ["1.2.1"], ["1.2.0"]), ("<=1.2.3 <1.2.3", ["1.2.2"], ["1.2.3"]),
        ] as [(String, [String], [String])])
    func `takes what is inside and nothing else`(text: String, inside: [String], outside: [String]) throws {
        let range = try VersionRangeText.parse(text)
        for version in inside { #expect(range.contains(version), "\(version) in \(text)") }
        for version in outside { #expect(!range.contains(version), "\(version) not in \(text)") }
        #expect(!range.contains("1.2") && !range.contains("") && !range.contains("latest"))
    }

    @Test(arguments: [
        (">=1.2 <2", ">=1.2.0 <2.0.0"), ("~1.2.3", ">=1.2.3 <1.3.0"), ("1.2.3", "=1.2.3"), (">1.2.3", ">1.2.3"),
        ("<=1.2.3-rc.1", "<=1.2.3-rc.1"),
    ])
    func `writes a range in whole versions, and reads that back`(text: String, expected: String) throws {
        let range = try VersionRangeText.parse(text)
        #expect(range.description == expected)
        #expect(try VersionRangeText.parse(expected) == range)
    }

    @Test(arguments: [
        "", " , ", ">=", "=>1", "!=1", "==1", "<>1", "1 || 2", "*", "1.x", "v1", ">=1.2-beta", "1.2.3.4", "latest",
        "1.2 - 2", "<1 >2", ">1.2.3 <1.2.3", ">=2 <2", "^18446744073709551615",
        "<=18446744073709551615.1.18446744073709551616",
        ">18446744073709551615", "~1.18446744073709551615", "-1", "1;2", "\u{0}", "^^1", "~>1",
    ])
    func `refuses what is no range`(text: String) {
        #expect(throws: Complaint.self) { try VersionRangeText.parse(text) }
    }

    @Test func `reads anything without ending the process`() {
        var random = SeededRandom(seed: 7)
        let letters = Array("0123456789.-+^~<>=|, xvé\u{0}*")
        for _ in 0..<20_000 {
            let text = String(
                (0..<Int.random(in: 0...14, using: &random)).map { _ in
                    letters.randomElement(using: &random) ?? "1"
                })
            guard let range = try? VersionRangeText.parse(text) else { continue }
            #expect((try? VersionRangeText.parse(range.description)) == range, "\(text) → \(range)")
        }
    }
}
