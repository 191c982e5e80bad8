import Testing

@testable import GatewayCore

@Suite struct NearestNameTests {
    private let known = ["endpoint", "timeout_ms", "unit_id", "word_order"]

    @Test(arguments: [
        ("endpiont", "endpoint"), ("timeout_s", "timeout_ms"), ("unitid", "unit_id"), ("wordorder", "word_order"),
        ("endpoint", "endpoint"),
    ])
    func `finds what was meant`(_ name: String, _ meant: String) {
        #expect(NearestName.to(name, among: known + [meant]) == meant)
    }

    @Test(arguments: ["", "x", "password", "completely_else"]) func `stays silent when nothing is near`(_ name: String)
    {
        #expect(NearestName.to(name, among: known) == nil)
        #expect(NearestName.to(name, among: []) == nil)
    }

    @Test func `swapped neighbours are one edit`() {
        #expect(NearestName.distance(Array("ab"), Array("ba")) == 1)
        #expect(NearestName.distance(Array("abc"), Array("")) == 3)
        #expect(NearestName.distance(Array("kitten"), Array("sitting")) == 3)
    }
}
