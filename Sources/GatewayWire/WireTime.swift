/// A moment on the wire: nanoseconds since 1970-01-01 00:00 UTC, written as RFC 3339 text.
///
/// `2026-03-01T12:00:00.250Z`; the fraction has 3, 6 or 9 digits, as many as it takes to lose nothing. Good from 1677 to
/// 2262.
public struct WireTime: Hashable, Comparable, Sendable {
    public var nanoseconds: Int64

    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    public static func < (left: WireTime, right: WireTime) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// Seconds from `earlier` to this moment; negative when this one came first.
    public func seconds(since earlier: WireTime) -> Double {
        (Double(nanoseconds) - Double(earlier.nanoseconds)) / 1e9
    }

    /// This moment moved by `seconds`; at the ends of the range it stays there.
    public func advanced(bySeconds seconds: Int64) -> WireTime {
        let (step, tooFar) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, outside) = nanoseconds.addingReportingOverflow(step)
        guard tooFar || outside else { return WireTime(nanoseconds: sum) }
        return WireTime(nanoseconds: seconds < 0 ? .min : .max)
    }
}

extension WireTime: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let time = WireTime(iso8601: text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\"\(text)\" is not a time such as 2026-03-01T12:00:00Z")
        }
        self = time
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
