import GatewaySDK
import Modbus

/// One unit on the connection, as the channel file describes it.
struct DeviceSettings: Hashable, Sendable {
    var name = ""
    var unit: UInt8 = 1
    var order = RegisterOrder.abcd
    /// What the device's manual calls the first register: 0 or 1.
    var addressBase = 0
    var maxRegisters = ModbusLimits.readRegisters
    var maxCoils = ModbusLimits.readBits
    /// Registers nobody asked for that one read may cross.
    var mergeGap = 0
    /// Coils or discrete inputs nobody asked for that one read may cross.
    var mergeGapCoils = 0
    /// Single coils and registers are written by functions 15 and 16 too.
    var writesMultiple = false

    func readLimit(_ table: Table) -> Int {
        table.isBits ? maxCoils : maxRegisters
    }

    func gap(_ table: Table) -> Int {
        table.isBits ? mergeGapCoils : mergeGap
    }
}

extension DeviceSettings {
    /// What the host has checked against ``schema``.
    init(_ settings: Settings) {
        self.init()
        name = settings.name
        unit = UInt8(clamping: settings.int("unit_id"))
        order.bytes = ByteOrder(rawValue: settings.text("byte_order")) ?? .big
        order.words = ByteOrder(rawValue: settings.text("word_order")) ?? .big
        addressBase = settings.int("address_base")
        maxRegisters = settings.int("max_registers")
        maxCoils = settings.int("max_coils")
        mergeGap = settings.int("merge_gap")
        mergeGapCoils = settings.int("merge_gap_coils")
        writesMultiple = settings.text("write_function") == "multiple"
    }

    static let orders = FieldSchema.Kind.choice(ByteOrder.allCases.map(\.rawValue))

    static let schema: [FieldSchema] = [
        FieldSchema("unit_id", .int(0...255), default: "1", help: "Unit identifier (slave id) of the device."),
        FieldSchema(
            "byte_order", orders, default: "big",
            help: "Which byte of a register comes first: big is what Modbus says."),
        FieldSchema(
            "word_order", orders, default: "big",
            help: "Which register of a longer value comes first: big is ABCD, little CDAB."),
        FieldSchema(
            "address_base", .int(0...1), default: "0",
            help: "What the device's manual calls the first register: 0, or 1 as in register 1 to 65536."),
        FieldSchema(
            "max_registers", .int(1...125), default: "125", help: "The most registers the device gives in one answer."),
        FieldSchema(
            "max_coils", .int(1...2000), default: "2000",
            help: "The most coils or discrete inputs the device gives in one answer."),
        FieldSchema(
            "merge_gap", .int(0...124), default: "0",
            help: "Registers nobody asked for that one read may cross to save another; "
                + "leave 0 if the device refuses gaps."),
        FieldSchema(
            "merge_gap_coils", .int(0...1999), default: "0",
            help: "Coils or discrete inputs nobody asked for that one read may cross to save another."),
        FieldSchema(
            "write_function", .choice(["single", "multiple"]), default: "single",
            help: "How one coil or register is written: single is function 5 or 6, multiple 15 or 16."),
    ]
}
