import CGatewayABI
import Testing

@testable import GatewayCore

@Suite struct QualityTests {
    private static let all = Quality.Grade.allCases.flatMap { grade in
        Quality.Reason.allCases.map { Quality(grade, $0) }
    }

    @Test(arguments: all) func `words lead back to the quality`(_ quality: Quality) {
        #expect(Quality(words: quality.description) == quality)
    }

    @Test func `words are those of screens and files`() {
        #expect(Quality.good.description == "good")
        #expect(Quality.notConnected.description == "bad(not-connected)")
        #expect(Quality(.uncertain, .substituted).description == "uncertain(substituted)")
    }

    @Test(arguments: [
        "", "Good", "bad(", "bad()", "bad(nothing)", "bad(none)", "bad(stale", "(stale)", "bad(stale))", "bad stale",
    ])
    func `other words are no quality`(_ words: String) {
        #expect(Quality(words: words) == nil)
    }

    @Test func `every bit pattern has a grade and a reason`() {
        for bits in UInt16.min...UInt16.max {
            let quality = Quality(rawValue: bits)
            #expect(quality.isBad == (bits >= 0x8000) && quality.isGood == (quality.grade == .good))
            _ = quality.reason
        }
        #expect(Quality(rawValue: 0xC000).grade == .bad)
    }

    @Test func `the worse of two counts`() {
        #expect(Quality.good.worse(.notConnected) == .notConnected)
        #expect(Quality.notConnected.worse(.good) == .notConnected)
        #expect(Quality(.uncertain, .stale).worse(.good) == Quality(.uncertain, .stale))
    }

    @Test func `numbers are those of the contract`() {
        #expect(Quality(.uncertain).rawValue == UInt16(GW_QUALITY_UNCERTAIN))
        #expect(Quality(.bad).rawValue == UInt16(GW_QUALITY_BAD))
        let reasons: [(Quality.Reason, Int32)] = [
            (.none, GW_REASON_NONE), (.notConnected, GW_REASON_NOT_CONNECTED),
            (.deviceFailure, GW_REASON_DEVICE_FAILURE),
            (.sensorFailure, GW_REASON_SENSOR_FAILURE), (.outOfRange, GW_REASON_OUT_OF_RANGE),
            (.overflow, GW_REASON_OVERFLOW), (.substituted, GW_REASON_SUBSTITUTED), (.blocked, GW_REASON_BLOCKED),
            (.stale, GW_REASON_STALE), (.test, GW_REASON_TEST), (.configurationError, GW_REASON_CONFIGURATION),
            (.lastKnown, GW_REASON_LAST_KNOWN), (.waiting, GW_REASON_WAITING),
        ]
        #expect(reasons.map(\.0) == Quality.Reason.allCases)
        for (reason, number) in reasons { #expect(Quality(.good, reason).rawValue == UInt16(number)) }
        #expect(Quality.sourceTimeInvalid == UInt16(GW_FLAG_SOURCE_TIME_INVALID))
        #expect(Quality.clockUnsynchronised == UInt16(GW_FLAG_CLOCK_UNSYNCED))
    }
}
