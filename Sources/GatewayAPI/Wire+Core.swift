import GatewayCore
import GatewayWire

/// From the gateway's own values to those of the wire and back; nothing is lost either way.
extension WireValue {
    public init(_ value: Value) {
        switch value {
        case .none: self = .none
        case .bool(let value): self = .bool(value)
        case .int(let value): self = .int(value)
        case .uint(let value): self = .uint(value)
        case .float(let value): self = .float(value)
        case .text(let value): self = .text(value)
        case .bytes(let value): self = .bytes(value)
        }
    }

    public var core: Value {
        switch self {
        case .none: .none
        case .bool(let value): .bool(value)
        case .int(let value): .int(value)
        case .uint(let value): .uint(value)
        case .float(let value): .float(value)
        case .text(let value): .text(value)
        case .bytes(let value): .bytes(value)
        }
    }
}

extension WireTime {
    public init(_ time: Timestamp) {
        self.init(nanoseconds: time.rawValue)
    }

    /// None for ``Timestamp/none``.
    public init?(known time: Timestamp) {
        guard time != .none else { return nil }
        self.init(time)
    }

    public var core: Timestamp {
        Timestamp(rawValue: nanoseconds)
    }
}
