/// Why a server refused. Modbus Application Protocol V1.1b3, §7; code 7 is from the older Modicon guide.
public enum ExceptionCode: Hashable, Sendable {
    case illegalFunction
    case illegalDataAddress
    case illegalDataValue
    case serverDeviceFailure
    case acknowledge
    case serverDeviceBusy
    case negativeAcknowledge
    case memoryParityError
    case gatewayPathUnavailable
    case gatewayTargetFailedToRespond
    /// A code no specification knows; treated like ``serverDeviceFailure``.
    case unknown(UInt8)

    private static let byCode: [UInt8: ExceptionCode] = [
        1: .illegalFunction, 2: .illegalDataAddress, 3: .illegalDataValue, 4: .serverDeviceFailure, 5: .acknowledge,
        6: .serverDeviceBusy, 7: .negativeAcknowledge, 8: .memoryParityError, 10: .gatewayPathUnavailable,
        11: .gatewayTargetFailedToRespond,
    ]

    /// Every code with a meaning.
    public static let known: [ExceptionCode] = byCode.sorted { $0.key < $1.key }.map(\.value)

    /// Any byte: what has no meaning is kept as ``unknown(_:)``.
    public init(rawValue: UInt8) {
        self = Self.byCode[rawValue] ?? .unknown(rawValue)
    }

    /// The byte on the wire.
    public var rawValue: UInt8 {
        switch self {
        case .illegalFunction: 1
        case .illegalDataAddress: 2
        case .illegalDataValue: 3
        case .serverDeviceFailure: 4
        case .acknowledge: 5
        case .serverDeviceBusy: 6
        case .negativeAcknowledge: 7
        case .memoryParityError: 8
        case .gatewayPathUnavailable: 10
        case .gatewayTargetFailedToRespond: 11
        case .unknown(let code): code
        }
    }

    /// Asking the same again can never succeed: the request does not fit the device.
    public var isPermanent: Bool {
        switch self {
        case .illegalFunction, .illegalDataAddress, .illegalDataValue: true
        default: false
        }
    }
}

extension ExceptionCode: CustomStringConvertible {
    /// `illegal data address (0x02)`.
    public var description: String {
        "\(words) (\(Hex.prefixed(rawValue)))"
    }

    private var words: String {
        switch self {
        case .illegalFunction: "illegal function"
        case .illegalDataAddress: "illegal data address"
        case .illegalDataValue: "illegal data value"
        case .serverDeviceFailure: "server device failure"
        case .acknowledge: "acknowledge"
        case .serverDeviceBusy: "server device busy"
        case .negativeAcknowledge: "negative acknowledge"
        case .memoryParityError: "memory parity error"
        case .gatewayPathUnavailable: "gateway path unavailable"
        case .gatewayTargetFailedToRespond: "gateway target device failed to respond"
        case .unknown: "unknown exception"
        }
    }
}
