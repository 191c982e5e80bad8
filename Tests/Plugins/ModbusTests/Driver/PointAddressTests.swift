import GatewayCore
import Modbus
import Testing

@testable import ModbusDriver

@Suite struct PointAddressTests {
    static let device = DeviceSettings()

    static var oneBased: DeviceSettings {
        var device = DeviceSettings()
        device.addressBase = 1
        return device
    }

    static var narrow: DeviceSettings {
        var device = DeviceSettings()
        device.maxRegisters = 2
        return device
    }

    private static func columns(
        _ type: DataType, _ table: Table, _ address: Int, bit: Int? = nil, length: Int? = nil, access: Access = .read
    ) -> AddressColumns {
        AddressColumns(type: type, access: access, table: table, address: address, bit: bit, length: length)
    }

    struct Mistake: Sendable {
        let columns: AddressColumns
        var device = PointAddressTests.device
        let column: String?
        let message: String

        init(
            _ columns: AddressColumns, _ device: DeviceSettings = PointAddressTests.device, _ column: String?,
            _ message: String
        ) {
            (self.columns, self.device, self.column, self.message) = (columns, device, column, message)
        }
    }

    static let mistakes: [Mistake] = [
        Mistake(
            columns(.bool, .holding, 0, bit: 16), device, "bit", "bit 16 is out of range: a register has bits 0 to 15"),
        Mistake(
            columns(.bool, .holding, 0, bit: -1), device, "bit", "bit -1 is out of range: a register has bits 0 to 15"),
        Mistake(
            columns(.float32, .input, 0, bit: 3), device, "bit",
            "bit is for a bool in a register, this is float32: leave bit empty"),
        Mistake(
            columns(.bool, .coil, 0, bit: 3), device, "bit",
            "bit is for a bool in a register, this is one of the coils: leave bit empty"),
        Mistake(columns(.uint16, .coil, 0), device, "table", "coils hold a bool, not uint16: set type to bool"),
        Mistake(
            columns(.float32, .discrete, 0), device, "table",
            "discrete inputs hold a bool, not float32: set type to bool"),
        Mistake(
            columns(.text, .holding, 0), device, "length", "a text needs its length in bytes: two for each register"),
        Mistake(
            columns(.text, .holding, 0, length: 251), device, "length",
            "length 251 is out of range: a text has 1 to 250 bytes"),
        Mistake(
            columns(.text, .holding, 0, length: 0), device, "length",
            "length 0 is out of range: a text has 1 to 250 bytes"),
        Mistake(
            columns(.int16, .holding, 0, length: 2), device, "length",
            "length is for a text, this is int16: leave it empty"),
        Mistake(columns(.bytes, .holding, 0), device, nil, "registers are not read as bytes: use text or a number"),
        Mistake(
            columns(.uint16, .input, 0, access: [.read, .write]), device, "table",
            "input registers cannot be written: use coil or holding, or take the write from access"),
        Mistake(
            columns(.bool, .discrete, 0, access: .write), device, "table",
            "discrete inputs cannot be written: use coil or holding, or take the write from access"),
        Mistake(
            columns(.uint16, .holding, 65536), device, "address",
            "address 65536 with 1 of the holding registers reaches past 65535"),
        Mistake(
            columns(.float32, .holding, 65535), device, "address",
            "address 65535 with 2 of the holding registers reaches past 65535"),
        Mistake(
            columns(.float64, .holding, 65534), oneBased, "address",
            "address 65534 with 4 of the holding registers reaches past 65536"),
        Mistake(columns(.uint16, .holding, 0), oneBased, "address", "address 0 lies before the device's first, 1"),
        Mistake(
            columns(.float64, .holding, 0), narrow, nil,
            "the point covers 4 registers and the device gives 2 at a time: see max_registers"),
        Mistake(
            columns(.text, .holding, 0, length: 248, access: .write), device, "length",
            "one write carries 246 bytes of text"),
    ]

    @Test(arguments: mistakes.indices) func `says what is wrong and how to mend it`(index: Int) {
        let mistake = Self.mistakes[index]
        #expect(throws: AddressProblem(mistake.message, column: mistake.column)) {
            try PointAddress(mistake.columns, on: mistake.device)
        }
    }

    @Test func `counts from the device's base`() throws {
        #expect(try PointAddress(Self.columns(.uint16, .holding, 1), on: Self.oneBased).address == 0)
        #expect(try PointAddress(Self.columns(.uint16, .holding, 65536), on: Self.oneBased).address == 65535)
        #expect(try PointAddress(Self.columns(.float32, .holding, 65534), on: Self.device).address == 65534)
    }

    @Test func `a point's order overrides the device's, each part for itself`() throws {
        var device = Self.device
        device.order = .dcba
        var columns = Self.columns(.float32, .holding, 0)
        #expect(try PointAddress(columns, on: device).order == .dcba)
        columns.byteOrder = .big
        #expect(try PointAddress(columns, on: device).order == .cdab)
        columns.wordOrder = .big
        #expect(try PointAddress(columns, on: device).order == .abcd)
    }
}
