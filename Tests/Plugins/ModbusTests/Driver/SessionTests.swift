import Modbus
import Testing

@testable import ModbusDriver

/// Dialogues with the machine behind a connection: no socket, no clock.
@Suite struct SessionTests {
    static let millisecond: Int64 = 1_000_000

    private func read(_ block: Int, unit: UInt8 = 1, quantity: UInt16 = 2, deadline: Int64 = 0) throws -> Exchange {
        try Exchange(
            .readHoldingRegisters(address: 10, quantity: quantity), .read(block: block), device: 0, unit: unit,
            deadline: deadline)
    }

    private func write(_ value: UInt16, deadline: Int64 = .max) throws -> Exchange {
        try Exchange(.writeSingleRegister(address: 5, value: value), .write, device: 0, unit: 1, deadline: deadline)
    }

    private func open(inFlight: Int = 1, gap: Int64 = 0) -> Session {
        var session = Session(Session.Limits(maxInFlight: inFlight, timeout: 100 * Self.millisecond, gap: gap))
        session.opened()
        return session
    }

    /// Hands in a frame as the parser would.
    private func hear(
        _ session: inout Session, _ transaction: UInt16, unit: UInt8 = 1, _ pdu: [UInt8], at now: Int64 = 0
    ) throws -> Verdict {
        let frame = try TCPFrame(transaction: transaction, unit: unit, pdu: pdu).encoded()
        return frame.withUnsafeBytes {
            session.receive(TCPHeader(transaction: transaction, unit: unit, pduSize: pdu.count), $0, now: now)
        }
    }

    let good: [UInt8] = [3, 4, 0, 1, 0, 2]

    @Test func `sends one request, takes its answer, sends the next`() throws {
        var session = open()
        let (first, second) = (try read(0), try read(1))
        session.enqueue(first)
        session.enqueue(second)
        #expect(session.step(now: 0) == .send(first, transaction: 1))
        #expect(session.step(now: 0) == .idle(until: 100 * Self.millisecond))
        #expect(try hear(&session, 1, good) == .answer(first))
        #expect(session.step(now: 1) == .send(second, transaction: 2))
        #expect(try hear(&session, 2, good) == .answer(second))
        #expect(session.step(now: 2) == .idle(until: nil))
    }

    @Test func `sends nothing before the connection stands`() throws {
        var session = Session(Session.Limits())
        session.enqueue(try read(0))
        #expect(session.step(now: 0) == .idle(until: nil))
        session.opened()
        #expect(session.step(now: 0) == .send(try read(0), transaction: 1))
    }

    @Test func `several requests may be out, and are answered in any order`() throws {
        var session = open(inFlight: 2)
        for block in 0..<3 { session.enqueue(try read(block)) }
        #expect(session.step(now: 0) == .send(try read(0), transaction: 1))
        #expect(session.step(now: 0) == .send(try read(1), transaction: 2))
        #expect(session.step(now: 0) == .idle(until: 100 * Self.millisecond))
        #expect(try hear(&session, 2, good) == .answer(try read(1)))
        #expect(session.step(now: 0) == .send(try read(2), transaction: 3))
        #expect(try hear(&session, 1, good) == .answer(try read(0)))
    }

    @Test func `writes go first, then the earliest deadline, then first come first served`() throws {
        var session = open(inFlight: 9)
        let order = [
            try read(0, deadline: 30), try read(1, deadline: 10), try write(1), try read(2, deadline: 10), try write(2),
            try read(3, deadline: 20),
        ]
        order.forEach { session.enqueue($0) }
        var sent: [Exchange] = []
        while case .send(let exchange, _) = session.step(now: 0) { sent.append(exchange) }
        #expect(sent == [order[2], order[4], order[1], order[3], order[5], order[0]])
    }

    @Test func `a late answer is dropped, and the next request gets its own`() throws {
        var session = open()
        session.enqueue(try read(0))
        session.enqueue(try read(1))
        _ = session.step(now: 0)
        #expect(session.step(now: 100 * Self.millisecond) == .timedOut(try read(0)))
        #expect(session.step(now: 100 * Self.millisecond) == .send(try read(1), transaction: 2))
        #expect(try hear(&session, 1, [3, 4, 9, 9, 9, 9]) == .stray(.transaction))
        #expect(try hear(&session, 2, good) == .answer(try read(1)))
        #expect(session.counters.timeouts == 1)
        #expect(session.counters.strays == 1)
    }

    @Test func `an answer sent twice counts once`() throws {
        var session = open()
        session.enqueue(try read(0))
        session.enqueue(try read(1))
        _ = session.step(now: 0)
        #expect(try hear(&session, 1, good) == .answer(try read(0)))
        _ = session.step(now: 1)
        #expect(try hear(&session, 1, good) == .stray(.transaction))
        #expect(try hear(&session, 2, good) == .answer(try read(1)))
    }

    @Test func `an answer of another transaction, unit or function is dropped`() throws {
        var session = open()
        session.enqueue(try read(0))
        _ = session.step(now: 0)
        #expect(try hear(&session, 2, good) == .stray(.transaction))
        #expect(try hear(&session, 0, good) == .stray(.transaction))
        #expect(try hear(&session, 1, unit: 2, good) == .stray(.unit))
        #expect(try hear(&session, 1, [4, 4, 0, 1, 0, 2]) == .stray(.function))
        #expect(try hear(&session, 1, [0x84, 2]) == .stray(.function))
        #expect(try hear(&session, 1, good) == .answer(try read(0)))
        #expect(session.counters.strays == 5)
    }

    @Test(
        arguments: [
            [3], [3, 4], [3, 4, 0, 1, 0], [3, 4, 0, 1, 0, 2, 0], [3, 2, 0, 1], [3, 5, 0, 1, 0, 2], [3, 2, 0, 1, 0, 2],
            [0x83],
            [0x83, 2, 0],
        ] as [[UInt8]])
    func `an answer of the wrong form is an answer, and no data`(pdu: [UInt8]) throws {
        var session = open()
        session.enqueue(try read(0))
        _ = session.step(now: 0)
        #expect(try hear(&session, 1, pdu) == .malformed(try read(0)))
        #expect(session.counters.malformed == 1)
        #expect(try hear(&session, 1, good) == .stray(.transaction))
    }

    @Test(arguments: ExceptionCode.known + [.unknown(99)]) func `an exception is told with its code`(
        code: ExceptionCode
    ) throws {
        var session = open()
        session.enqueue(try read(0))
        _ = session.step(now: 0)
        #expect(try hear(&session, 1, [0x83, code.rawValue]) == .refused(try read(0), code))
    }

    @Test func `a write is done when address and value come back`() throws {
        var session = open()
        for echo in [[6, 0, 5, 0, 8], [6, 0, 4, 0, 7], [6, 0, 5, 0], [6, 0, 5, 0, 7, 0]] as [[UInt8]] {
            session.enqueue(try write(7))
            guard case .send(_, let transaction) = session.step(now: 0) else { throw CancellationError() }
            #expect(try hear(&session, transaction, echo) == .malformed(try write(7)))
        }
        session.enqueue(try write(7))
        _ = session.step(now: 0)
        #expect(try hear(&session, 5, [6, 0, 5, 0, 7]) == .answer(try write(7)))
    }

    @Test func `a write past its deadline is not sent`() throws {
        var session = open()
        session.enqueue(try write(1, deadline: 50))
        session.enqueue(try write(2, deadline: 51))
        #expect(session.step(now: 50) == .expired(try write(1, deadline: 50)))
        #expect(session.step(now: 50) == .send(try write(2, deadline: 51), transaction: 1))
    }

    @Test func `keeps silent for the gap after an answer`() throws {
        var session = open(gap: 20)
        session.enqueue(try read(0))
        session.enqueue(try read(1))
        _ = session.step(now: 0)
        _ = try hear(&session, 1, good, at: 30)
        #expect(session.step(now: 30) == .idle(until: 50))
        #expect(session.step(now: 49) == .idle(until: 50))
        #expect(session.step(now: 50) == .send(try read(1), transaction: 2))
    }

    @Test func `gives everything back when the connection is gone, and begins anew`() throws {
        var session = open()
        session.enqueue(try read(0))
        session.enqueue(try read(1))
        _ = session.step(now: 0)
        #expect(session.closed() == [try read(0), try read(1)])
        #expect(session.step(now: 500 * Self.millisecond) == .idle(until: nil))
        session.opened()
        session.enqueue(try read(2))
        #expect(session.step(now: 0) == .send(try read(2), transaction: 2))
        #expect(try hear(&session, 1, good) == .stray(.transaction))
    }

    @Test func `transaction numbers wrap`() throws {
        var session = open()
        var last: UInt16 = 0
        for _ in 0..<65_537 {
            session.enqueue(try read(0))
            guard case .send(_, let transaction) = session.step(now: 0) else { throw CancellationError() }
            last = transaction
            _ = try hear(&session, transaction, good)
        }
        #expect(last == 1)
        #expect(session.counters.answers == 65_537)
    }

    @Test func `never takes a mutated frame for something it is not`() throws {
        var random = SeededGenerator(seed: 4)
        var session = open()
        var taken = 0
        for _ in 0..<100_000 {
            session.enqueue(try read(0))
            guard case .send(_, let transaction) = session.step(now: 0) else { throw CancellationError() }
            let bytes = try TCPFrame(transaction: transaction, unit: 1, pdu: good).encoded()
            var mutated = bytes
            let place = Int.random(in: 0..<bytes.count, using: &random)
            mutated[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            var parser = TCPFrameParser()
            parser.receive(mutated)
            if let header = try? parser.advance() {
                let verdict = parser.withCurrentFrame { session.receive(header, $0, now: 1) }
                // Only a flipped bit within the values themselves can go unseen: nothing guards them in Modbus/TCP.
                if case .answer = verdict {
                    taken += 1
                    #expect(place >= Verdict.dataOffset)
                }
            }
            _ = session.closed()
            session.opened()
        }
        #expect(taken > 0)
    }
}
