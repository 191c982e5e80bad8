import Testing

@testable import GatewayCore

@Suite struct GlobTests {
    @Test(arguments: [
        ("", ""), ("*", ""), ("*", "a.b.c"), ("a*c", "ac"), ("a*c", "abbc"), ("pv*.power", "pv1.inverter.power"),
        ("?.b", "a.b"), ("*.*.soc", "site.battery.soc"), ("a**b", "ab"), ("*a*b*", "xxaxxbxx"), ("a*ab", "aaab"),
    ])
    func `matches`(_ pattern: String, _ name: String) {
        #expect(Glob(pattern).matches(name))
    }

    @Test(arguments: [
        ("", "a"), ("a", ""), ("?", ""), ("a*c", "ab"), ("pv*.power", "pv1.inverter.powers"), ("a", "A"), ("??", "a"),
        ("*a", "ab"), ("a*ab", "aab b"),
    ])
    func `does not match`(_ pattern: String, _ name: String) {
        #expect(!Glob(pattern).matches(name))
    }

    @Test func `a pattern made to be slow is not`() {
        let pattern = Glob(String(repeating: "*a", count: 50) + "b")
        #expect(!pattern.matches(String(repeating: "a", count: 5000)))
    }
}
