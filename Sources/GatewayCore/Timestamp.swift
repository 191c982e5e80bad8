/// A moment: nanoseconds since 1970-01-01 00:00 UTC, leap seconds not counted. Good from 1677 to 2262.
@frozen
public struct Timestamp: RawRepresentable, Hashable, Comparable, Sendable {
    public var rawValue: Int64

    @inlinable
    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// "The device says nothing": a source time of zero.
    @inlinable
    public static var none: Timestamp { Timestamp(rawValue: 0) }

    @inlinable
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.rawValue < right.rawValue
    }

    @inlinable
    public var milliseconds: Int64 {
        rawValue / 1_000_000
    }
}
