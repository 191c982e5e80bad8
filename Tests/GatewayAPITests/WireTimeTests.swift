import GatewayCore
import GatewayWire
import Testing

@Suite struct WireTimeTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (1_772_366_400_250_000_000, "2026-03-01T12:00:00.250Z"),
        (-1, "1969-12-31T23:59:59.999999999Z"), (1_000, "1970-01-01T00:00:00.000001Z"),
        (951_782_400_000_000_000, "2000-02-29T00:00:00.000Z"), (Int64.max, "2262-04-11T23:47:16.854775807Z"),
        (Int64.min, "1677-09-21T00:12:43.145224192Z"),
    ])
    func `a moment keeps all its digits`(nanoseconds: Int64, text: String) {
        #expect(WireTime(nanoseconds: nanoseconds).description == text)
        #expect(WireTime(iso8601: text)?.nanoseconds == nanoseconds)
    }

    @Test(arguments: [
        ("2026-03-01", "2026-03-01T00:00:00.000Z"), ("2026-03-01T12:00", "2026-03-01T12:00:00.000Z"),
        ("2026-03-01 12:00:00.5", "2026-03-01T12:00:00.500Z"),
        ("2026-03-01T01:30:00+02:00", "2026-02-28T23:30:00.000Z"),
        ("2026-12-31t23:59:60z", "2027-01-01T00:00:00.000Z"), ("2026-03-01T12:00:00-0530", "2026-03-01T17:30:00.000Z"),
    ])
    func `people may write less`(text: String, meant: String) {
        #expect(WireTime(iso8601: text)?.description == meant)
    }

    @Test(arguments: [
        "", "now", "2026", "2026-02-29", "2026-13-01", "2026-00-10", "2026-01-32", "2026-03-01T", "2026-03-01T24:00",
        "2026-03-01T12:60", "2026-03-01T12:00:61", "2026-03-01T12:00:00.", "2026-03-01T12:00:00.1234567890Z",
        "2026-03-01T12:00:00+25:00", "2026-03-01T12:00:00Zx", "9999-01-01", "1000-01-01", "２026-03-01", "+026-03-01",
    ])
    func `what is no moment is refused`(text: String) {
        #expect(WireTime(iso8601: text) == nil)
    }

    @Test func `moving a moment stops at the ends of time`() {
        #expect(WireTime(nanoseconds: 5).advanced(bySeconds: .max).nanoseconds == .max)
        #expect(WireTime(nanoseconds: 5).advanced(bySeconds: .min).nanoseconds == .min)
        #expect(WireTime(nanoseconds: 5).advanced(bySeconds: -1).nanoseconds == -999_999_995)
        #expect(WireTime(nanoseconds: .max).seconds(since: WireTime(nanoseconds: .min)) > 1.8e10)
    }

    @Test(arguments: ["a b/c", "ü", "%", "100 %", ""])
    func `texts survive a URL`(text: String) {
        #expect(PercentText.decode(PercentText.encode(text)) == text)
    }

    @Test(arguments: ["%", "%4", "%zz", "%ff", "%C3"])
    func `broken percent codes are refused`(text: String) {
        #expect(PercentText.decode(text) == nil)
    }
}
