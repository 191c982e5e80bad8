import GatewayConfig
import GatewayCore

/// From what a person wants to what a device is told: limits, scale and offset undone, the device's own type.
struct RawValue {
    let value: Value

    /// Throws the refusal, with its reason.
    init(_ wanted: Value, for point: PointConfig) throws(CommandRefusal) {
        guard point.access.contains(.write) else { throw CommandRefusal("point is not writable") }
        switch point.dataType {
        case .text: value = .text(try Self.text(wanted))
        case .bytes: throw CommandRefusal("points of type bytes cannot be written")
        case .bool: value = .bool(try Self.bool(wanted))
        case .float32, .float64: value = .float(try Self.raw(wanted, point))
        default: value = try Self.integer(try Self.raw(wanted, point), wanted, point)
        }
    }

    private static func text(_ wanted: Value) throws(CommandRefusal) -> String {
        guard case .text(let text) = wanted else { throw CommandRefusal("value has to be a text") }
        return text
    }

    private static func bool(_ wanted: Value) throws(CommandRefusal) -> Bool {
        switch wanted.number {
        case 0: return false
        case 1: return true
        default: throw CommandRefusal("value has to be true or false")
        }
    }

    private static func raw(_ wanted: Value, _ point: PointConfig) throws(CommandRefusal) -> Double {
        guard let number = wanted.number, number.isFinite else { throw CommandRefusal("value has to be a number") }
        if let minimum = point.minimum, number < minimum {
            throw CommandRefusal("\(number) is below the minimum \(minimum)")
        }
        if let maximum = point.maximum, number > maximum {
            throw CommandRefusal("\(number) is above the maximum \(maximum)")
        }
        return (number - point.offset) / point.scale
    }

    /// Integers that need no scaling stay exact to 64 bits.
    private static func integer(_ raw: Double, _ wanted: Value, _ point: PointConfig) throws(CommandRefusal) -> Value {
        let isSigned = point.dataType.valueType == .int
        if point.scale == 1 && point.offset == 0 {
            if case .uint(let exact) = wanted, !isSigned, point.dataType == .uint64 { return .uint(exact) }
            if case .int(let exact) = wanted { return try inRange(exact, isSigned, point) }
            if case .uint(let exact) = wanted, let signed = Int64(exactly: exact) {
                return try inRange(signed, isSigned, point)
            }
        }
        guard let whole = Int64(exactly: raw.rounded()) else { throw outOfRange(wanted, point) }
        // With a scale the nearest step is what a person means; without, a fraction is a mistake.
        if point.scale == 1, Double(whole) != raw { throw CommandRefusal("\(wanted) is no whole number") }
        return try inRange(whole, isSigned, point)
    }

    private static func inRange(_ whole: Int64, _ isSigned: Bool, _ point: PointConfig) throws(CommandRefusal) -> Value
    {
        guard let range = point.dataType.integerRange, range.contains(whole) else {
            throw outOfRange(.int(whole), point)
        }
        return isSigned ? .int(whole) : .uint(UInt64(whole))
    }

    private static func outOfRange(_ value: Value, _ point: PointConfig) -> CommandRefusal {
        CommandRefusal("\(value) does not fit \(point.dataType.word)")
    }
}

/// Why a command never left the gateway.
struct CommandRefusal: Error, Hashable {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}
