import CGatewayABI
import GatewayCore
import Modbus
import Testing

/// The whole driver, through its C table, with a real socket on the other side.
@Suite struct DriverTests {
    private let registers: [Rig.Point] = [
        Rig.Point(handle: 10, type: .uint16, columns: ["address": .int(0)]),
        Rig.Point(handle: 11, type: .int16, columns: ["address": .int(1)]),
        Rig.Point(handle: 12, type: .float32, columns: ["address": .int(10)]),
    ]

    private func connected(
        _ points: [Rig.Point], _ settings: [String: Cell] = [:], devices: [[String: Cell]] = [[:]], groups: [Int] = [0]
    ) throws -> Rig {
        let rig = try Rig(settings)
        try #require(try rig.prepare(points, devices: devices, groups: groups) == GW_OK)
        try rig.connect()
        return rig
    }

    private func reading(_ point: UInt32, _ value: Value) -> FakeHost.Reading {
        FakeHost.Reading(point: point, value: value, quality: .good)
    }

    private func bad(_ point: UInt32, _ quality: Quality) -> FakeHost.Reading {
        FakeHost.Reading(point: point, value: .none, quality: quality)
    }

    @Test func `reads a group in merged blocks and publishes it as one batch`() throws {
        let rig = try connected(registers)
        let token = rig.read()
        let first = try rig.request()
        #expect(try ModbusRequest(pdu: first.pdu) == .readHoldingRegisters(address: 0, quantity: 2))
        try rig.answer(first, .readHoldingRegisters([7, 0xFFFF]))
        let second = try rig.request()
        #expect(try ModbusRequest(pdu: second.pdu) == .readHoldingRegisters(address: 10, quantity: 2))
        #expect(rig.host.batches.isEmpty)
        try rig.answer(second, .readHoldingRegisters([0x41C8, 0]))
        #expect(try rig.reply(token).status == GW_OK)
        #expect(rig.host.batches == [[reading(10, .uint(7)), reading(11, .int(-1)), reading(12, .float(25))]])
        #expect(rig.host.timers.isEmpty, "nothing wakes up between polls")
    }

    @Test func `frames may come split at every byte, or two in one read`() throws {
        let points = registers
        let rig = try connected(points, ["max_in_flight": .int(2)])
        for cut in 1..<24 {
            rig.host.forget()
            let token = rig.read()
            let (one, two) = (try rig.request(), try rig.request())
            let bytes =
                try TCPFrame(
                    transaction: one.transaction, unit: 1,
                    pdu: try ModbusResponse.readHoldingRegisters([1, 2]).encoded()
                ).encoded()
                + TCPFrame(
                    transaction: two.transaction, unit: 1,
                    pdu: try ModbusResponse.readHoldingRegisters([0x41C8, 0]).encoded()
                ).encoded()
            rig.peer.say(Array(bytes[..<min(cut, bytes.count)]))
            rig.settle()
            if cut < bytes.count { rig.peer.say(Array(bytes[cut...])) }
            #expect(try rig.reply(token).status == GW_OK, "cut at \(cut)")
            #expect(rig.host.readings.count == 3)
        }
    }

    @Test(arguments: ["late", "twice", "transaction", "unit", "function"])
    func `a wrong answer is never taken for data`(fault: String) throws {
        let rig = try connected([registers[0]])
        let token = rig.read()
        let request = try rig.request()
        let wrong = try ModbusResponse.readHoldingRegisters([0xDEAD]).encoded()
        switch fault {
        case "late":
            rig.advance(milliseconds: 1000)
            #expect(try rig.reply(token).status == GW_OK)
            #expect(rig.host.readings == [bad(10, .notConnected)])
            try rig.answer(request, wrong)
        case "twice":
            try rig.answer(request, .readHoldingRegisters([1]))
            try rig.answer(request, wrong)
            #expect(try rig.reply(token).status == GW_OK)
        case "transaction": try rig.answer(request, wrong, transaction: request.transaction &+ 1)
        case "unit": try rig.answer(request, wrong, unit: 77)
        default: try rig.answer(request, [0x04, 2, 0xDE, 0xAD])
        }
        rig.settle()
        if rig.host.replies[token] == nil {
            try rig.answer(request, .readHoldingRegisters([1]))
            #expect(try rig.reply(token).status == GW_OK)
        }
        rig.host.forget()
        let next = rig.read()
        try rig.answer(try rig.request(), .readHoldingRegisters([2]))
        #expect(try rig.reply(next).status == GW_OK)
        #expect(rig.host.readings == [reading(10, .uint(2))])
        #expect(rig.host.failures.isEmpty)
        #expect(rig.peer.connections == 1)
    }

    @Test(arguments: [(1500, true), (2500, false)])
    func `answers that came while the gateway stood still are not late`(milliseconds: Int64, isRecent: Bool) throws {
        let rig = try connected(registers, ["max_in_flight": .int(2)])
        let token = rig.read()
        let (one, two) = (try rig.request(), try rig.request())
        try rig.answer(one, .readHoldingRegisters([7, 0xFFFF]))
        try rig.answer(two, .readHoldingRegisters([0x41C8, 0]))
        rig.standStill(milliseconds: milliseconds)
        #expect(try rig.reply(token).status == GW_OK)
        let good = [reading(10, .uint(7)), reading(11, .int(-1)), reading(12, .float(25))]
        // Nobody knows how old an answer is that lay there for longer than a device may take.
        #expect(rig.host.readings == (isRecent ? good : [10, 11, 12].map { bad($0, .notConnected) }))
        #expect(rig.host.failures.isEmpty)
        rig.host.forget()
        let next = rig.read()
        try rig.answer(try rig.request(), .readHoldingRegisters([8, 0xFFFF]))
        try rig.answer(try rig.request(), .readHoldingRegisters([0x41C8, 0]))
        #expect(try rig.reply(next).status == GW_OK)
        #expect(rig.host.readings.first == reading(10, .uint(8)))
    }

    @Test(arguments: [
        (UInt8(1), Quality.configurationError), (2, .configurationError), (3, .configurationError), (4, .deviceFailure),
        (5, .deviceFailure), (6, .deviceFailure), (8, .deviceFailure), (10, .deviceFailure), (11, .deviceFailure),
        (99, .deviceFailure),
    ])
    func `an exception gives its block a quality, and others go on`(code: UInt8, quality: Quality) throws {
        let rig = try connected(registers)
        let token = rig.read()
        try rig.answer(try rig.request(), [0x83, code])
        try rig.answer(try rig.request(), .readHoldingRegisters([0x41C8, 0]))
        #expect(try rig.reply(token).status == GW_OK)
        #expect(rig.host.readings == [bad(10, quality), bad(11, quality), reading(12, .float(25))])
    }

    @Test func `an answer of the wrong size is a fault of the device`() throws {
        let rig = try connected([registers[0]])
        let token = rig.read()
        try rig.answer(try rig.request(), .readHoldingRegisters([1, 2]))
        #expect(try rig.reply(token).status == GW_OK)
        #expect(rig.host.readings == [bad(10, .deviceFailure)])
        #expect(rig.host.failures.isEmpty)
    }

    @Test(
        arguments: [
            ("garbage", Array("HTTP/1.1 400 Bad Request\r\n".utf8)), ("no length", [0, 1, 0, 0, 0, 0, 1, 3]),
            ("too long", [0, 1, 0, 0, 1, 0, 1, 3]),
        ] as [(String, [UInt8])])
    func `a peer that speaks something else is left, and starts clean`(name: String, bytes: [UInt8]) throws {
        let rig = try connected([registers[0]])
        let token = rig.read()
        _ = try rig.request()
        rig.peer.say(bytes)
        #expect(try rig.reply(token).status == GW_UNREACHABLE)
        #expect(rig.host.failures.map(\.status) == [GW_UNREACHABLE])
        #expect(rig.host.readings.isEmpty)
        #expect(rig.host.watches.isEmpty && rig.host.timers.isEmpty)
        #expect(try rig.reply(rig.read()).status == GW_UNREACHABLE)
        rig.stop()
        try rig.connect()
        let next = rig.read()
        try rig.answer(try rig.request(), .readHoldingRegisters([5]))
        #expect(try rig.reply(next).status == GW_OK)
        #expect(rig.host.readings == [reading(10, .uint(5))])
        #expect(rig.peer.connections == 2)
    }

    @Test func `a frame that stops half way costs the connection after the timeout`() throws {
        let rig = try connected([registers[0]])
        let token = rig.read()
        let request = try rig.request()
        rig.peer.say([UInt8(request.transaction >> 8), UInt8(request.transaction & 0xFF), 0, 0, 0, 5, 1, 3])
        rig.advance(milliseconds: 999)
        #expect(rig.host.replies.isEmpty)
        rig.advance(milliseconds: 2)
        #expect(rig.host.readings == [bad(10, .notConnected)])
        #expect(try rig.reply(token).status == GW_OK)
        #expect(rig.host.failures.first?.message.hasSuffix("an answer stopped half way") == true)
    }

    @Test func `a connection that the peer ends fails at once`() throws {
        let rig = try connected([registers[0]])
        let token = rig.read()
        _ = try rig.request()
        rig.peer.hangUp()
        #expect(try rig.reply(token).status == GW_UNREACHABLE)
        #expect(rig.host.failures.count == 1)
    }

    @Test func `a silent unit goes down and is demoted; its neighbour goes on`() throws {
        let points = [
            Rig.Point(handle: 1, type: .uint16, group: 0, columns: ["address": .int(0)]),
            Rig.Point(handle: 2, type: .uint16, group: 1, columns: ["address": .int(0)]),
        ]
        let rig = try connected(
            points, ["timeouts_before_down": .int(2), "timeout_ms": .int(100)],
            devices: [["unit_id": .int(1)], ["unit_id": .int(2)]], groups: [0, 1])
        for _ in 0..<2 {
            let (dead, alive) = (rig.read(0), rig.read(1))
            #expect(try rig.request().unit == 1)
            rig.advance(milliseconds: 100)
            try rig.answer(try rig.request(), .readHoldingRegisters([3]))
            #expect(try rig.reply(alive).status == GW_OK)
            _ = try rig.reply(dead)
        }
        #expect(
            rig.host.links.last
                == FakeHost.LinkReport(
                    device: 0, isUp: false, message: "unit 1 did not answer 2 times in a row"))
        // Not tried again at once: answered without a request.
        #expect(try rig.reply(rig.read(0)).status == GW_TIMEOUT)
        rig.advance(milliseconds: 1100)
        rig.host.forget()
        let probe = rig.read(0)
        try rig.answer(try rig.request(), .readHoldingRegisters([9]))
        #expect(try rig.reply(probe).status == GW_OK)
        #expect(rig.host.readings == [reading(1, .uint(9))])
        #expect(rig.host.links == [FakeHost.LinkReport(device: 0, isUp: true, message: "unit 1 answers again")])
        #expect(rig.host.failures.isEmpty)
    }

    @Test func `a connection on which nobody answers is given up`() throws {
        let rig = try connected([registers[0]], ["timeout_ms": .int(100)])
        for _ in 0..<3 {
            _ = rig.read()
            _ = try rig.request()
            rig.advance(milliseconds: 100)
        }
        #expect(rig.host.failures.map(\.status) == [GW_UNREACHABLE])
        #expect(rig.host.readings.allSatisfy { $0 == bad(10, .notConnected) })
    }

    @Test func `a poll before the connection stands waits for it`() throws {
        let rig = try Rig()
        try rig.prepare([registers[0]])
        try #require(rig.start() == GW_OK)
        let token = rig.read()
        try rig.answer(try rig.request(), .readHoldingRegisters([5]))
        #expect(try rig.reply(token).status == GW_OK)
    }

    @Test func `a stop in mid-poll ends it, and nothing is left`() throws {
        let rig = try connected([registers[0]])
        let token = rig.read()
        _ = try rig.request()
        rig.stop()
        #expect(rig.host.watches.isEmpty && rig.host.timers.isEmpty)
        #expect(rig.host.replies[token] == nil)
        try rig.connect()
        #expect(rig.read() != token)
        try rig.answer(try rig.request(), .readHoldingRegisters([6]))
        rig.settle()
        #expect(rig.host.readings == [reading(10, .uint(6))])
    }

    @Test func `shows every frame while tracing, in hex and words`() throws {
        let rig = try connected([registers[0]])
        rig.trace(true)
        _ = rig.read()
        try rig.answer(try rig.request(), .readHoldingRegisters([0x1234]))
        rig.settle()
        rig.trace(false)
        _ = rig.read()
        try rig.answer(try rig.request(), .readHoldingRegisters([0x1234]))
        rig.settle()
        #expect(
            rig.host.frames == [
                FakeHost.Frame(
                    isSent: true, bytes: [0, 1, 0, 0, 0, 6, 1, 3, 0, 0, 0, 1],
                    words:
                        "Modbus Request -> Slave: 1, Function: Read Holding Registers (0x03), Address: 0, Quantity: 1"),
                FakeHost.Frame(
                    isSent: false, bytes: [0, 1, 0, 0, 0, 5, 1, 3, 2, 0x12, 0x34],
                    words: "Modbus Response -> Slave: 1, Function: Read Holding Registers (0x03), Data: [0x1234]"),
            ])
    }

    @Test func `says what is wrong with each address`() throws {
        let rig = try Rig()
        let status = try rig.prepare([
            registers[0], Rig.Point(handle: 5, type: .text, columns: ["address": .int(3)]),
            Rig.Point(handle: 6, type: .float32, columns: ["address": .int(65535), "table": .text("input")]),
        ])
        #expect(status == GW_CONFIGURATION)
        #expect(
            rig.problems == [
                Rig.Problem(point: 5, column: 3, message: "a text needs its length in bytes: two for each register"),
                Rig.Problem(
                    point: 6, column: 1, message: "address 65535 with 2 of the input registers reaches past 65535"),
            ])
    }
}
