/// How far a value can be trusted, and why not.
///
/// One 16-bit scheme for every protocol: bits 15…14 are the ``Grade``, bits 13…8 the ``Reason``, bits 7…0 flags. Zero is
/// plainly good. The same numbers cross the plugin contract (`gateway/base.h`).
@frozen
public struct Quality: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt16

    @inlinable
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    @inlinable
    public init(_ grade: Grade, _ reason: Reason = .none) {
        rawValue = UInt16(grade.rawValue) << 14 | UInt16(reason.rawValue) << 8
    }

    @frozen
    public enum Grade: UInt8, Sendable, CaseIterable {
        case good = 0
        case uncertain = 1
        case bad = 2
    }

    @frozen
    public enum Reason: UInt8, Sendable, CaseIterable {
        case none = 0
        case notConnected = 1
        case deviceFailure = 2
        case sensorFailure = 3
        case outOfRange = 4
        case overflow = 5
        case substituted = 6
        case blocked = 7
        case stale = 8
        case test = 9
        case configurationError = 10
        case lastKnown = 11
        /// Nothing has been read yet.
        case waiting = 12
    }

    /// The source time is not to be believed; the receive time counts.
    public static let sourceTimeInvalid: UInt16 = 0x0001
    /// The source's clock is not synchronised.
    public static let clockUnsynchronised: UInt16 = 0x0002

    @inlinable
    public static var good: Quality { Quality(rawValue: 0) }
    public static let waiting = Quality(.bad, .waiting)
    public static let notConnected = Quality(.bad, .notConnected)
    public static let deviceFailure = Quality(.bad, .deviceFailure)
    public static let outOfRange = Quality(.bad, .outOfRange)
    public static let configurationError = Quality(.bad, .configurationError)

    /// The fourth bit pattern of the grade has no meaning and is read as bad.
    @inlinable
    public var grade: Grade {
        Grade(rawValue: UInt8(rawValue >> 14)) ?? .bad
    }

    @inlinable
    public var reason: Reason {
        Reason(rawValue: UInt8((rawValue >> 8) & 0x3F)) ?? .none
    }

    @inlinable
    public var isGood: Bool {
        rawValue & 0xC000 == 0
    }

    @inlinable
    public var isBad: Bool {
        rawValue & 0x8000 != 0
    }

    /// The worse of two, for values made of several.
    @inlinable
    public func worse(_ other: Quality) -> Quality {
        grade.rawValue >= other.grade.rawValue ? self : other
    }
}
