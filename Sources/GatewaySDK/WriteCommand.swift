import CGatewayABI
import GatewayCore

/// One value to be written, in raw device units.
public struct WriteCommand: Sendable {
    public enum Phase: UInt8, Sendable {
        case direct = 0
        case select = 1
        case operate = 2
        case cancel = 3
    }

    public let point: UInt32
    public let token: UInt64
    /// On ``Host/monotonic``; after this nothing may be sent to the device any more.
    public let deadline: Int64
    public let phase: Phase
    public let value: Value

    init(_ command: UnsafePointer<gw_write_command>) {
        let table = command.pointee
        point = table.point
        token = table.token
        deadline = table.deadline
        phase = Phase(rawValue: table.phase) ?? .direct
        let sample = Sample(point: table.point, type: ValueType(rawValue: table.type) ?? .none, bits: table.value.u64)
        value = SampleBuffer.value(
            sample, bytes: UnsafeRawBufferPointer(start: table.bytes, count: Int(table.bytes_size)))
    }
}
