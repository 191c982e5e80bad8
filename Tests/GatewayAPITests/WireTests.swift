import GatewayAPI
import GatewayCore
import GatewayWire
import Testing

@Suite struct WireTests {
    private func text(_ shape: some Encodable) throws -> String {
        String(decoding: try WireCoding.encode(shape), as: UTF8.self)
    }

    @Test(arguments: [
        (WireValue.none, "null"), (.bool(true), "true"), (.bool(false), "false"), (.int(.min), "-9223372036854775808"),
        (.int(.max), "9223372036854775807"), (.uint(.max), "18446744073709551615"), (.float(0.1), "0.1"),
        (.float(-1.5e300), "-1.5e+300"), (.float(.infinity), "{\"float\":\"inf\"}"),
        (.float(-.infinity), "{\"float\":\"-inf\"}"),
        (.text("ü \"x\"\n"), "\"ü \\\"x\\\"\\n\""), (.text("nan"), "\"nan\""), (.text(""), "\"\""),
        (.bytes([0, 10, 255]), "{\"bytes\":\"000aff\"}"), (.bytes([]), "{\"bytes\":\"\"}"),
    ])
    func `a value is written so that it can be read back`(value: WireValue, json: String) throws {
        #expect(try text(value) == json)
        #expect(try WireCoding.decode(WireValue.self, from: json.utf8) == value)
        #expect(WireValue(value.core) == value)
    }

    @Test func `not a number stays not a number`() throws {
        #expect(try text(WireValue.float(.nan)) == "{\"float\":\"nan\"}")
        #expect(try WireCoding.decode(WireValue.self, from: "{\"float\":\"nan\"}".utf8).number?.isNaN == true)
    }

    @Test func `a whole number has no type on the wire, and none of its digits is lost`() throws {
        #expect(try WireCoding.decode(WireValue.self, from: text(WireValue.float(50)).utf8) == .int(50))
        #expect(try WireCoding.decode(WireValue.self, from: text(WireValue.uint(7)).utf8) == .int(7))
    }

    @Test(arguments: ["{}", "{\"float\":\"many\"}", "{\"bytes\":\"0\"}", "{\"bytes\":\"0g\"}", "[1]", "", "nul"])
    func `what is no value is refused`(json: String) {
        #expect(throws: (any Error).self) { try WireCoding.decode(WireValue.self, from: json.utf8) }
    }

    @Test func `keys are written as settings are`() throws {
        let request = WriteRequest(point: "a.b.c", value: .int(1), timeoutMs: 5)
        let json = try text(request)
        #expect(json.contains("\"timeout_ms\":5"))
        #expect(try WireCoding.decode(WriteRequest.self, from: json.utf8) == request)
    }

    @Test func `a shape may carry no value`() throws {
        let update = PointUpdate(name: "a", value: .none, quality: "bad(waiting)")
        #expect(try WireCoding.decode(PointUpdate.self, from: text(update).utf8) == update)
    }

    @Test func `keys that are names keep their letters`() throws {
        let status = GatewayStatus(
            site: "s", version: "1", now: WireTime(nanoseconds: 0), startedAt: WireTime(nanoseconds: 0),
            counts: SiteCounts(),
            channels: ["not_connectedYet": 1])
        #expect(try WireCoding.decode(GatewayStatus.self, from: text(status).utf8) == status)
    }
}
