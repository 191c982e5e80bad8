import Testing

@testable import GatewayCore

@Suite struct TimestampTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (1, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (951_782_400_000_000_000, "2000-02-29T00:00:00.000Z"),
            (951_868_800_000_000_000, "2000-03-01T00:00:00.000Z"),
            (1_772_366_400_250_000_000, "2026-03-01T12:00:00.250Z"),
            (4_107_542_399_999_999_999, "2100-02-28T23:59:59.999Z"),
            (4_107_542_400_000_000_000, "2100-03-01T00:00:00.000Z"),
            (.min, "1677-09-21T00:12:43.145Z"), (.max, "2262-04-11T23:47:16.854Z"),
        ] as [(Int64, String)])
    func `is written as RFC 3339`(_ nanoseconds: Int64, _ text: String) {
        #expect(Timestamp(rawValue: nanoseconds).description == text)
    }

    @Test func `later is greater`() {
        #expect(Timestamp(rawValue: -1) < Timestamp.none)
        #expect(Timestamp(rawValue: 1_999_999).milliseconds == 1)
    }
}
