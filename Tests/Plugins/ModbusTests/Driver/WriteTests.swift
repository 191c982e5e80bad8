import GatewayCore
import GatewaySDK
import Modbus
import Testing

@testable import ModbusDriver

@Suite struct WriteTests {
    private func point(
        _ type: DataType, _ table: Table = .holding, bit: Int? = nil, length: Int? = nil, order: RegisterOrder = .abcd,
        multiple: Bool = false
    ) throws -> WritePoint {
        var device = DeviceSettings()
        device.order = order
        let columns = AddressColumns(
            type: type, access: .write, table: table, address: 100, bit: bit, length: length)
        return WritePoint(
            device: 0, unit: 1, address: try PointAddress(columns, on: device), usesMultiple: multiple)
    }

    @Test func `one register goes by function 6, more by 16`() throws {
        #expect(try point(.int16).plan(.int(-2)) == .request(.writeSingleRegister(address: 100, value: 0xFFFE)))
        #expect(
            try point(.int16, multiple: true).plan(.int(-2))
                == .request(.writeMultipleRegisters(address: 100, values: [0xFFFE])))
        #expect(
            try point(.float32, order: .cdab).plan(.float(25))
                == .request(.writeMultipleRegisters(address: 100, values: [0x0000, 0x41C8])))
        #expect(
            try point(.text, length: 4).plan(.text("AB"))
                == .request(.writeMultipleRegisters(address: 100, values: [0x4142, 0])))
    }

    @Test func `one coil goes by function 5, or 15 where the device wants it`() throws {
        #expect(try point(.bool, .coil).plan(.bool(true)) == .request(.writeSingleCoil(address: 100, value: true)))
        #expect(
            try point(.bool, .coil, multiple: true).plan(.int(0))
                == .request(.writeMultipleCoils(address: 100, values: [false])))
    }

    @Test func `a bit or a byte changes its own part of the register`() throws {
        #expect(
            try point(.bool, bit: 3).plan(.bool(true)) == .modify(RegisterChange(mask: 0x0008, bits: 0x0008)))
        #expect(
            try point(.bool, bit: 3, order: .badc).plan(.bool(false)) == .modify(RegisterChange(mask: 0x0800, bits: 0)))
        #expect(try point(.int8).plan(.int(-1)) == .modify(RegisterChange(mask: 0x00FF, bits: 0x00FF)))
        #expect(
            try point(.uint8, order: .badc).plan(.int(7)) == .modify(RegisterChange(mask: 0xFF00, bits: 0x0700)))
        #expect(RegisterChange(mask: 0x0008, bits: 0x0008).applied(to: 0xF0F0) == 0xF0F8)
        #expect(RegisterChange(mask: 0x00FF, bits: 0).applied(to: 0x1234) == 0x1200)
    }

    @Test func `refuses what the point cannot hold`() throws {
        func message(_ point: WritePoint, _ value: Value) -> String? {
            #expect(throws: WriteRefusal.self) { try point.plan(value) }?.message
        }
        #expect(message(try point(.uint16), .int(70000)) == "70000 does not fit uint16 (0 to 65535)")
        #expect(message(try point(.uint16), .float(.nan)) == "nan does not fit uint16 (0 to 65535)")
        #expect(message(try point(.uint16), .text("7")) == "a number is needed, not 7")
        #expect(message(try point(.bool, .coil), .int(2)) == "true or false is needed, not 2")
        #expect(message(try point(.bool, bit: 1), .none) == "true or false is needed, not -")
        #expect(message(try point(.text, length: 2), .text("ABC")) == "a text of 3 bytes does not fit 2")
        #expect(message(try point(.text, length: 2), .int(1)) == "a text is needed, not 1")
    }

    private func order(_ token: UInt64, _ point: WritePoint, _ value: Value) throws -> WriteOrder {
        try WriteOrder(token: token, point: point, plan: try point.plan(value), deadline: 100)
    }

    private func succeed(_ desk: inout WriteDesk, _ data: [UInt8] = []) -> WriteDesk.Outcome {
        data.withUnsafeBytes { desk.succeeded($0) }
    }

    @Test func `two bits of one register are changed one after the other`() throws {
        var desk = WriteDesk()
        desk.submit(try order(1, try point(.bool, bit: 0), .bool(true)))
        desk.submit(try order(2, try point(.bool, bit: 1), .bool(true)))
        let first = desk.next()
        let read = try #require(first)
        #expect(read.request == .readHoldingRegisters)
        #expect(desk.next() == nil)
        guard case .send(let write) = succeed(&desk, [0x80, 0x00]) else { throw CancellationError() }
        #expect(write.request == .writeSingleRegister && write.operand == 0x8001 && write.deadline == 100)
        #expect(desk.next() == nil)
        #expect(succeed(&desk) == .ended(token: 1, .ok))
        #expect(desk.next()?.request == .readHoldingRegisters)
        #expect(desk.failed(.timeout("late")) == .ended(token: 2, .failed(.timeout("late"))))
        #expect(desk.next() == nil)
    }

    @Test func `a connection that ends takes all orders with it`() throws {
        var desk = WriteDesk()
        for token in 1...3 { desk.submit(try order(UInt64(token), try point(.uint16), .int(1))) }
        _ = desk.next()
        #expect(desk.closed() == [1, 2, 3])
        #expect(desk.next() == nil)
        #expect(succeed(&desk) == .none)
    }

    @Test func `frames are those of the codec`() throws {
        for request: ModbusRequest in [
            .readCoils(address: 1, quantity: 9), .writeSingleCoil(address: 2, value: true),
            .writeMultipleCoils(address: 3, values: [true, false, true]),
            .writeMultipleRegisters(address: 4, values: [1, 0xFFFF]),
        ] {
            var bytes: [UInt8] = []
            try Exchange(request, .write, device: 0, unit: 9).encode(transaction: 0x1234, into: &bytes)
            #expect(bytes == (try TCPFrame(transaction: 0x1234, unit: 9, pdu: try request.encoded()).encoded()))
        }
    }
}
