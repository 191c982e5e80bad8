import GatewaySDK
import Modbus

/// Where a point lies and how it is read: its columns, judged.
struct PointAddress: Hashable, Sendable {
    let table: Table
    /// As sent: counted from 0.
    let address: UInt16
    let form: PointForm
    let order: RegisterOrder

    /// Throws what a user has to mend first.
    init(_ columns: AddressColumns, on device: DeviceSettings) throws(AddressProblem) {
        table = columns.table
        form = try Self.form(columns)
        order = RegisterOrder(
            bytes: columns.byteOrder ?? device.order.bytes, words: columns.wordOrder ?? device.order.words)
        address = try Self.address(columns, base: device.addressBase, quantity: form.quantity)
        try checkReach(columns, device)
    }

    private static func form(_ columns: AddressColumns) throws(AddressProblem) -> PointForm {
        if columns.bit != nil, columns.type != .bool || columns.table.isBits {
            throw AddressProblem(
                "bit is for a bool in a register, this is \(described(columns)): leave bit empty", column: "bit")
        }
        if columns.length != nil, columns.type != .text {
            throw AddressProblem(
                "length is for a text, this is \(described(columns)): leave it empty", column: "length")
        }
        if columns.table.isBits {
            guard columns.type == .bool else {
                throw AddressProblem(
                    "\(columns.table.plural) hold a bool, not \(columns.type.word): set type to bool", column: "table")
            }
            return .coil
        }
        switch columns.type {
        case .bool: return try bool(columns)
        case .text: return try text(columns)
        default:
            if let format = NumberFormat(columns.type) { return .number(format) }
            throw AddressProblem("registers are not read as \(columns.type.word): use text or a number")
        }
    }

    private static func described(_ columns: AddressColumns) -> String {
        columns.table.isBits ? "one of the \(columns.table.plural)" : columns.type.word
    }

    private static func bool(_ columns: AddressColumns) throws(AddressProblem) -> PointForm {
        guard let bit = columns.bit else { return .flag }
        guard let narrow = UInt8(exactly: bit), narrow <= 15 else {
            throw AddressProblem("bit \(bit) is out of range: a register has bits 0 to 15", column: "bit")
        }
        return .bit(narrow)
    }

    private static func text(_ columns: AddressColumns) throws(AddressProblem) -> PointForm {
        guard let length = columns.length else {
            throw AddressProblem("a text needs its length in bytes: two for each register", column: "length")
        }
        let limit = ModbusLimits.readRegisters * 2
        guard (1...limit).contains(length) else {
            throw AddressProblem("length \(length) is out of range: a text has 1 to \(limit) bytes", column: "length")
        }
        return .text(length)
    }

    private static func address(
        _ columns: AddressColumns, base: Int, quantity: Int
    ) throws(AddressProblem) -> UInt16 {
        guard columns.address >= base else {
            throw AddressProblem(
                "address \(columns.address) lies before the device's first, \(base)", column: "address")
        }
        guard let address = UInt16(exactly: columns.address - base),
            Int(address) + quantity <= ModbusLimits.addresses
        else {
            throw AddressProblem(
                "address \(columns.address) with \(quantity) of the \(columns.table.plural) reaches past \(65535 + base)",
                column: "address")
        }
        return address
    }

    private func checkReach(_ columns: AddressColumns, _ device: DeviceSettings) throws(AddressProblem) {
        guard form.quantity <= device.readLimit(table) else {
            throw AddressProblem(
                "the point covers \(form.quantity) registers and the device gives \(device.maxRegisters) at a time: "
                    + "see max_registers")
        }
        guard columns.access.contains(.write) else { return }
        guard table.isWritable else {
            throw AddressProblem(
                "\(table.plural) cannot be written: use coil or holding, or take the write from access", column: "table"
            )
        }
        guard form.quantity <= ModbusLimits.writeRegisters else {
            throw AddressProblem("one write carries \(ModbusLimits.writeRegisters * 2) bytes of text", column: "length")
        }
    }
}
