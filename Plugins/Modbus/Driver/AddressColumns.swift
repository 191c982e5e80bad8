import GatewaySDK
import Modbus

/// What a point table says about one point, before anybody has judged it.
struct AddressColumns: Hashable, Sendable {
    var type: DataType
    var access: Access = .read
    var table: Table
    /// As written, counted from the device's ``DeviceSettings/addressBase``.
    var address: Int
    var bit: Int?
    /// Bytes of a text.
    var length: Int?
    var byteOrder: ByteOrder?
    var wordOrder: ByteOrder?
}

extension AddressColumns {
    /// What the host has checked against ``schema``.
    init(_ point: PlannedPoint) {
        let columns = point.address
        self.init(
            type: point.dataType, access: point.access, table: Table(rawValue: columns.text("table")) ?? .holding,
            address: columns.int("address"))
        bit = columns.isGiven("bit") ? columns.int("bit") : nil
        length = columns.isGiven("length") ? columns.int("length") : nil
        byteOrder = ByteOrder(rawValue: columns.text("byte_order"))
        wordOrder = ByteOrder(rawValue: columns.text("word_order"))
    }

    static let schema: [FieldSchema] = [
        FieldSchema(
            "table", .choice(Table.allCases.map(\.rawValue)), default: Table.holding.rawValue,
            help: "Which table of the device: coil, discrete (input), input (register) or holding (register)."),
        FieldSchema(
            "address", .int(0...65536), required: true,
            help: "Address of the first coil or register, in decimal, counted from the device's address_base."),
        FieldSchema("bit", .int, help: "Bit of a register, 0 (lowest) to 15, for points of type bool."),
        FieldSchema("length", .int, help: "Bytes of a text, two to a register."),
        FieldSchema("byte_order", DeviceSettings.orders, help: "Overrides the device's byte_order."),
        FieldSchema("word_order", DeviceSettings.orders, help: "Overrides the device's word_order."),
    ]
}
