import Modbus

/// What has to go over the wire to set a point.
enum WritePlan: Hashable, Sendable {
    case request(ModbusRequest)
    /// Read the register, change a part of it, write it back.
    case modify(RegisterChange)
}
