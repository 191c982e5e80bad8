/// What may be done with a point (`GW_ACCESS_*`).
public struct Access: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    public static let read = Access(rawValue: 1)
    public static let write = Access(rawValue: 2)
}
