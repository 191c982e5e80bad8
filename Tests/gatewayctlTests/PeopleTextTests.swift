@testable import gatewayctl
import GatewayWire
import Testing

/// Numbers and times as people read them.
@Suite struct PeopleTextTests {
    @Test(arguments: [
        (42.18000030517578, "42.18"), (0.0, "0"), (-0.0, "0"), (50.0, "50"), (-12.5, "-12.5"),
        (123456789.0, "123456789"),
        (0.1 + 0.2, "0.3"), (0.00012345, "0.0001235"), (1e-9, "1e-09"), (1e12, "1000000000000.0"), (.nan, "nan"),
        (-.infinity, "-inf"), (184233.46875, "184233.5"), (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
    ])
    func `a number keeps the digits that count`(value: Double, text: String) {
        #expect(NumberText.short(value) == text)
    }

    @Test(arguments: [
        (3.14159, 2, "3.14"), (-0.05, 1, "-0.1"), (0.004, 2, "0.00"), (9.999, 2, "10.00"), (5, 0, "5"),
        (-5, 3, "-5.000"),
    ])
    func `a fixed number of decimals`(value: Double, decimals: Int, text: String) {
        #expect(NumberText.fixed(value, decimals) == text)
    }

    @Test func `large counts have their commas`() {
        #expect(NumberText.grouped(0) == "0")
        #expect(NumberText.grouped(-1_234_567) == "-1,234,567")
        #expect(NumberText.grouped(UInt64.max) == "18,446,744,073,709,551,615")
        #expect(NumberText.bytes(1023) == "1023 B")
        #expect(NumberText.bytes(48_331_000) == "46.1 MiB")
        #expect(NumberText.bytes(.max) == "16777216.0 TiB")
    }

    @Test(arguments: [
        (-3.0, "0.0s"), (0.24, "0.2s"), (9.99, "10.0s"), (59.9, "59s"), (190, "3m 10s"), (18_120, "5h 2m"),
        (1_051_200, "12d 4h"),
        (.infinity, "-"), (.nan, "-"), (1e300, "-"),
    ])
    func `stretches of time`(seconds: Double, text: String) {
        #expect(TimeText.stretch(seconds) == text)
    }

    @Test(arguments: [
        ("now", 0), ("90s", 90), ("-15m", 900), ("2h", 7200), ("7d", 604_800),
    ])
    func `times that are relative`(text: String, seconds: Int64) {
        let now = WireTime(nanoseconds: 1_772_366_400_000_000_000)
        #expect(TimeArgument(argument: text)?.time(now: now) == now.advanced(bySeconds: -seconds))
    }

    @Test func `times that are fixed`() {
        #expect(
            TimeArgument(argument: "2026-03-01")?.time(now: WireTime(nanoseconds: 0)) == WireTime(iso8601: "2026-03-01")
        )
    }

    @Test(arguments: ["", "m", "0s", "-", "5", "5x", "99999d", "9223372036854775807d", "yesterday", "1.5h"])
    func `times nobody understands`(text: String) {
        #expect(TimeArgument(argument: text) == nil)
    }
}
