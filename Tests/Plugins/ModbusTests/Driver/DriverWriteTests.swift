import CGatewayABI
import GatewayCore
import Modbus
import Testing

/// Writes through the whole driver.
@Suite struct DriverWriteTests {
    private let points: [Rig.Point] = [
        Rig.Point(handle: 1, type: .uint16, access: [.read, .write], columns: ["address": .int(5)]),
        Rig.Point(handle: 2, type: .bool, access: [.read, .write], columns: ["address": .int(6), "bit": .int(4)]),
        Rig.Point(handle: 3, type: .bool, access: .write, columns: ["address": .int(7), "table": .text("coil")]),
        Rig.Point(handle: 4, type: .uint16, columns: ["address": .int(8)]),
    ]

    private func connected(_ settings: [String: Cell] = [:]) throws -> Rig {
        let rig = try Rig(settings)
        try rig.prepare(points)
        try rig.connect()
        return rig
    }

    @Test func `writes a register and a coil, and answers when the device has echoed`() throws {
        let rig = try connected()
        let register = rig.write(1, .uint(500))
        let first = try rig.request()
        #expect(try ModbusRequest(pdu: first.pdu) == .writeSingleRegister(address: 5, value: 500))
        #expect(rig.host.replies.isEmpty)
        try rig.answer(first, .writeSingleRegister(address: 5, value: 500))
        #expect(try rig.reply(register).status == GW_OK)
        let coil = rig.write(3, .bool(true))
        let second = try rig.request()
        #expect(try ModbusRequest(pdu: second.pdu) == .writeSingleCoil(address: 7, value: true))
        try rig.answer(second, .writeSingleCoil(address: 7, value: true))
        #expect(try rig.reply(coil).status == GW_OK)
    }

    @Test func `changes one bit of a register and leaves the others`() throws {
        let rig = try connected()
        let token = rig.write(2, .bool(true))
        let read = try rig.request()
        #expect(try ModbusRequest(pdu: read.pdu) == .readHoldingRegisters(address: 6, quantity: 1))
        try rig.answer(read, .readHoldingRegisters([0xA00F]))
        let write = try rig.request()
        #expect(try ModbusRequest(pdu: write.pdu) == .writeSingleRegister(address: 6, value: 0xA01F))
        try rig.answer(write, .writeSingleRegister(address: 6, value: 0xA01F))
        #expect(try rig.reply(token).status == GW_OK)
    }

    @Test func `goes before the reads that wait`() throws {
        let rig = try connected()
        let poll = rig.read()
        let running = try rig.request()
        let token = rig.write(1, .uint(1))
        try rig.answer(running, .readHoldingRegisters([1, 2]))
        let next = try rig.request()
        #expect(try ModbusRequest(pdu: next.pdu) == .writeSingleRegister(address: 5, value: 1))
        try rig.answer(next, .writeSingleRegister(address: 5, value: 1))
        #expect(try rig.reply(token).status == GW_OK)
        try rig.answer(try rig.request(), .readHoldingRegisters([3]))
        #expect(try rig.reply(poll).status == GW_OK)
    }

    @Test func `is never sent twice`() throws {
        let rig = try connected()
        let token = rig.write(1, .uint(1))
        _ = try rig.request()
        rig.advance(milliseconds: 1000)
        let reply = try rig.reply(token)
        #expect(reply.status == GW_TIMEOUT)
        #expect(reply.message == "no answer within 1000 ms; the device may have done it")
        rig.settle()
        #expect(try rig.peer.request() == nil)
    }

    @Test func `is not sent after its deadline`() throws {
        let rig = try connected()
        let before = rig.write(1, .uint(1), deadline: rig.host.clock)
        #expect(try rig.reply(before).status == GW_TIMEOUT)
        _ = rig.read()
        _ = try rig.request()
        let waiting = rig.write(1, .uint(2), deadline: rig.host.clock + 500_000_000)
        rig.advance(milliseconds: 1000)
        let reply = try rig.reply(waiting)
        #expect(
            reply == FakeHost.Reply(status: GW_TIMEOUT, message: "not sent: its time was over before its turn came"))
        let next = try rig.request()
        #expect(try ModbusRequest(pdu: next.pdu) == .readHoldingRegisters(address: 8, quantity: 1))
    }

    @Test func `tells what the device refuses`() throws {
        let rig = try connected()
        let token = rig.write(1, .uint(1))
        try rig.answer(try rig.request(), [0x86, 3])
        #expect(
            try rig.reply(token)
                == FakeHost.Reply(
                    status: GW_DEVICE, message: "Write Single Register (0x06) refused: illegal data value (0x03)"))
    }

    @Test func `does not believe an echo of something else`() throws {
        let rig = try connected()
        let token = rig.write(1, .uint(1))
        try rig.answer(try rig.request(), .writeSingleRegister(address: 5, value: 2))
        #expect(try rig.reply(token).status == GW_DEVICE)
    }

    @Test func `refuses without sending what cannot be`() throws {
        let rig = try connected()
        #expect(
            try rig.reply(rig.write(1, .uint(70000)))
                == FakeHost.Reply(
                    status: GW_UNSUPPORTED, message: "70000 does not fit uint16 (0 to 65535)"))
        #expect(try rig.reply(rig.write(4, .uint(1))).status == GW_UNSUPPORTED)
        #expect(try rig.reply(rig.write(99, .uint(1))).status == GW_UNSUPPORTED)
        #expect(try rig.reply(rig.write(1, .uint(1), phase: UInt8(GW_PHASE_SELECT))).status == GW_UNSUPPORTED)
        rig.settle()
        #expect(try rig.peer.request() == nil)
    }

    @Test func `a connection that breaks ends every write with one answer`() throws {
        let rig = try connected()
        let tokens = [rig.write(1, .uint(1)), rig.write(2, .bool(true)), rig.write(3, .bool(true))]
        _ = try rig.request()
        rig.peer.hangUp()
        for token in tokens { #expect(try rig.reply(token).status == GW_UNREACHABLE) }
    }
}
