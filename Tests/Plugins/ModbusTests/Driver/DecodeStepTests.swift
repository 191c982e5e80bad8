import GatewayCore
import Modbus
import Testing

@testable import ModbusDriver

@Suite struct DecodeStepTests {
    private func decode(
        _ type: DataType, _ data: [UInt8], table: Table = .holding, at address: Int = 0, start: UInt16 = 0,
        bit: Int? = nil,
        length: Int? = nil, order: RegisterOrder = .abcd
    ) throws -> (Value, Quality) {
        var device = DeviceSettings()
        device.order = order
        let columns = AddressColumns(type: type, table: table, address: address, bit: bit, length: length)
        let step = DecodeStep(point: 7, try PointAddress(columns, on: device), start: start)
        let buffer = SampleBuffer()
        data.withUnsafeBytes { step.decode($0, into: buffer) }
        #expect(buffer.count == 1)
        #expect(buffer.view[0].point == 7)
        return (SampleBuffer.value(buffer.view[0], bytes: buffer.byteView), buffer.view[0].quality)
    }

    @Test func `each type becomes its value`() throws {
        #expect(try decode(.int16, [0xFF, 0xFE]) == (.int(-2), .good))
        #expect(try decode(.uint16, [0xFF, 0xFE]) == (.uint(65534), .good))
        #expect(try decode(.int8, [0x12, 0x80]) == (.int(-128), .good))
        #expect(try decode(.uint8, [0x12, 0x80], order: .badc) == (.uint(0x12), .good))
        #expect(try decode(.int32, [0xFF, 0xFF, 0xFF, 0xFE]) == (.int(-2), .good))
        #expect(try decode(.uint32, [0, 1, 0, 2], order: .cdab) == (.uint(0x0002_0001), .good))
        #expect(try decode(.float32, [0, 0, 0x41, 0xC8], order: .cdab) == (.float(25), .good))
        #expect(try decode(.float64, [0x40, 0x39, 0, 0, 0, 0, 0, 0]) == (.float(25), .good))
        #expect(try decode(.int64, Array(repeating: 0xFF, count: 8)) == (.int(-1), .good))
        #expect(try decode(.uint64, Array(repeating: 0xFF, count: 8)) == (.uint(.max), .good))
        #expect(try decode(.text, [0x42, 0x41, 0x00, 0x43], length: 4, order: .badc) == (.text("ABC"), .good))
    }

    @Test func `bits are counted from the lowest, coils from the first`() throws {
        #expect(try decode(.bool, [0x80, 0x01], bit: 0) == (.bool(true), .good))
        #expect(try decode(.bool, [0x80, 0x01], bit: 15) == (.bool(true), .good))
        #expect(try decode(.bool, [0x80, 0x01], bit: 7) == (.bool(false), .good))
        #expect(try decode(.bool, [0x80, 0x01], bit: 7, order: .badc) == (.bool(true), .good))
        #expect(try decode(.bool, [0x00, 0x02]) == (.bool(true), .good))
        #expect(try decode(.bool, [0x00, 0x00]) == (.bool(false), .good))
        #expect(try decode(.bool, [0x00, 0x04], table: .coil, at: 110, start: 100) == (.bool(true), .good))
        #expect(try decode(.bool, [0xFF, 0xFB], table: .discrete, at: 110, start: 100) == (.bool(false), .good))
    }

    @Test func `what is no number is no value`() throws {
        #expect(try decode(.float32, [0x7F, 0xC0, 0, 0]) == (.none, Quality(.bad, .sensorFailure)))
        #expect(try decode(.float64, [0xFF, 0xF0, 0, 0, 0, 0, 0, 0]) == (.none, Quality(.bad, .sensorFailure)))
    }

    @Test func `data that end too early give no value`() throws {
        #expect(try decode(.float64, [1, 2, 3, 4]) == (.none, .deviceFailure))
        #expect(try decode(.text, [1, 2], length: 4) == (.none, .deviceFailure))
        #expect(try decode(.bool, [], table: .coil) == (.none, .deviceFailure))
        #expect(try decode(.bool, [], bit: 1) == (.none, .deviceFailure))
    }
}
