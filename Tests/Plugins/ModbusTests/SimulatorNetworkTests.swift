import GatewayLoop
import Glibc
import Modbus
import Testing

@testable import ModbusSimulator

@Suite struct SimulatorNetworkTests {
    private static func options(_ change: (inout SimulatorOptions) -> Void = { _ in }) -> SimulatorOptions {
        var options = SimulatorOptions()
        options.port = 0
        options.autoUpdate = false
        change(&options)
        return options
    }

    /// Runs `body` against a simulator on a port from the kernel.
    private static func with(
        _ change: (inout SimulatorOptions) -> Void = { _ in }, _ body: (UInt16, ModbusSimulator) throws -> Void
    ) throws {
        let simulator = try ModbusSimulator(options(change))
        defer { simulator.stop() }
        try body(try simulator.start(), simulator)
    }

    @Test func `it answers, remembers writes, and counts`() throws {
        try Self.with { port, simulator in
            let client = try #require(SimulatorClient(port))
            let write = ModbusRequest.writeMultipleRegisters(address: 100, values: [7, 8])
            #expect(try client.ask(write) == .writeMultipleRegisters(address: 100, quantity: 2))
            #expect(try client.registers(99, 4) == [0, 7, 8, 0])
            #expect(
                try client.ask(.readCoils(address: 999, quantity: 2)) == .exception(.readCoils, .illegalDataAddress))
            #expect(try client.registers(100, 1, unit: 2) == [])
            #expect(simulator.statistics.connections == 1)
            #expect(simulator.statistics.requests == 4)
        }
    }

    @Test func `values move by themselves`() throws {
        try Self.with {
            $0.autoUpdate = true
            $0.updateInterval = .milliseconds(1)
        } _: { port, _ in
            let client = try #require(SimulatorClient(port))
            let first = try client.registers(0, 34)
            var now = first
            for _ in 0..<1_000_000 where now[0] == first[0] { now = try client.registers(0, 34) }
            #expect(now[0] != first[0])
            #expect(now[9] == now[0] &* 10)
            #expect(now[33] == now[0])
        }
    }

    @Test func `a setpoint acts before the next request, even one that came with it`() throws {
        try Self.with {
            $0.profile = .energySite
            $0.timeOfDay = .seconds(13 * 3600)
        } _: { port, _ in
            let client = try #require(SimulatorClient(port))
            try client.send(.writeSingleRegister(address: 0, value: 100))
            try client.send(.readInputRegisters(address: 10, quantity: 2))
            #expect(try client.frame()?.pdu == [0x06, 0, 0, 0, 100])
            #expect(try client.frame()?.pdu == [0x04, 4] + [0x45, 0x8C, 0xA0, 0x00])
        }
    }

    @Test func `two thousand clients are served at once`() throws {
        ModbusSimulator.allowManyConnections()
        try Self.with { port, simulator in
            let clients = (0..<2000).compactMap { _ in SimulatorClient(port) }
            try #require(clients.count == 2000)
            for (number, client) in clients.enumerated() {
                try client.send(.writeSingleRegister(address: UInt16(number % 900) + 50, value: UInt16(number)))
            }
            for (number, client) in clients.enumerated() {
                let pdu = try client.frame()?.pdu ?? []
                #expect(
                    try ModbusResponse(pdu: pdu)
                        == .writeSingleRegister(address: UInt16(number % 900) + 50, value: UInt16(number)))
            }
            #expect(simulator.statistics == SimulatorStatistics(connections: 2000, requests: 2000))
        }
    }

    @Test func `a client that does not read gets every answer later, in order`() throws {
        try Self.with { port, simulator in
            let client = try #require(SimulatorClient(port, receiveBuffer: 4096))
            let count = 40_000
            let requests = try (0..<count).map { number in
                try TCPFrame(transaction: UInt16(truncatingIfNeeded: number), unit: 1, pdu: [3, 0, 50, 0, 125])
                    .encoded()
            }
            // Its own thread: 10 MB of answers do not fit anywhere while the requests are being sent.
            let bytes = requests.flatMap { $0 }
            let sender = Sender(client, bytes)
            var transactions: [UInt16] = []
            for _ in 0..<count { transactions.append(try client.frame()?.transaction ?? 0) }
            sender.join()
            #expect(transactions == (0..<count).map { UInt16(truncatingIfNeeded: $0) })
            #expect(simulator.statistics.requests == UInt64(count))
        }
    }

    @Test func `bytes that are not Modbus end the connection and no other`() throws {
        try Self.with { port, _ in
            let good = try #require(SimulatorClient(port))
            let bad = try #require(SimulatorClient(port))
            bad.send(Array("GET / HTTP/1.1\r\n\r\n".utf8))
            #expect(bad.receive(1).ending != .timeout)
            #expect(try good.registers(100, 1) == [0])
        }
    }

    @Test func `a silent simulator does not answer for a missing unit, and goes on`() throws {
        try Self.with {
            $0.answersMissingSlaves = false
        } _: { port, _ in
            let client = try #require(SimulatorClient(port))
            try client.send(.readCoils(address: 0, quantity: 1), unit: 9)
            #expect(try client.registers(100, 1) == [0])
            #expect(client.isQuiet)
        }
    }

    @Test func `several ports have devices of their own`() throws {
        try Self.with {
            $0.ports = 3
        } _: { port, simulator in
            #expect(Set(simulator.ports).count == 3 && simulator.ports.first == port)
            for (number, port) in simulator.ports.enumerated() {
                let client = try #require(SimulatorClient(port))
                #expect(try client.registers(500, 1) == [0])
                _ = try client.ask(.writeSingleRegister(address: 500, value: UInt16(number) + 1))
                #expect(try client.registers(500, 1) == [UInt16(number) + 1])
            }
        }
    }

    @Test func `simulators can share a loop, and one can stop without the other`() throws {
        let loop = try EventLoop(name: "shared")
        defer { loop.stop() }
        let first = try ModbusSimulator(Self.options(), on: loop)
        let second = try ModbusSimulator(Self.options { $0.profile = .energySite }, on: loop)
        let ports = (try first.start(), try second.start())
        first.stop()
        #expect(SimulatorClient(ports.0) == nil)
        #expect(try #require(SimulatorClient(ports.1)).registers(0, 1, unit: 3).count == 1)
        second.stop()
    }

    @Test func `stop ends connections, frees the port, and a new start works`() throws {
        let simulator = try ModbusSimulator(Self.options())
        let port = try simulator.start()
        #expect(try simulator.start() == port)
        let client = try #require(SimulatorClient(port))
        #expect(try client.registers(100, 1) == [0])
        simulator.stop()
        simulator.stop()
        #expect(client.receive(1).ending == .closed)
        #expect(SimulatorClient(port) == nil)
        #expect(simulator.ports.isEmpty)
        let again = try simulator.start()
        #expect(try #require(SimulatorClient(again)).registers(100, 1) == [0])
        simulator.stop()
    }

    @Test func `a loop that has ended is told`() throws {
        let loop = try EventLoop(name: "ended")
        loop.stop()
        let simulator = try ModbusSimulator(Self.options(), on: loop)
        #expect(throws: SimulatorError.system(what: "the simulator's event loop", reason: "it has ended")) {
            try simulator.start()
        }
        #expect(simulator.ports.isEmpty)
    }

    @Test func `a simulator that nobody keeps ends`() throws {
        var simulator: ModbusSimulator? = try ModbusSimulator(Self.options { $0.autoUpdate = true })
        let port = try #require(try simulator?.start())
        let client = try #require(SimulatorClient(port))
        #expect(try client.registers(100, 1) == [0])
        simulator = nil
        #expect(client.receive(1).ending == .closed)
        #expect(SimulatorClient(port) == nil)
    }

    @Test func `a port in use is told with the mend`() throws {
        try Self.with { port, _ in
            let other = try ModbusSimulator(Self.options { $0.port = port })
            #expect(throws: SimulatorError.portInUse(host: "127.0.0.1", port: port)) { try other.start() }
            #expect(
                "\(SimulatorError.portInUse(host: "127.0.0.1", port: 502))"
                    == "port 502 on 127.0.0.1 is in use — stop what listens there, or choose another port (0 takes a free one)"
            )
        }
    }

    @Test(arguments: ["192.0.2.1", "no such host", ""])
    func `a host that is not ours is told`(_ host: String) throws {
        let simulator = try ModbusSimulator(Self.options { $0.host = host })
        do {
            try simulator.start()
            // An empty name may mean every address.
            #expect(host.isEmpty)
            simulator.stop()
        } catch {
            guard case .address = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test func `an IPv6 host works where there is IPv6`() throws {
        let simulator = try ModbusSimulator(Self.options { $0.host = "::1" })
        do {
            #expect(try simulator.start() > 0)
            simulator.stop()
        } catch {
            guard case .address = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test(
        arguments: [
            { $0.slaveIDs = [] }, { $0.slaveIDs = [0] }, { $0.slaveIDs = [1, 2, 1] },
            { $0.updateInterval = .microseconds(999) }, { $0.updateInterval = .seconds(Int64.max) },
            { $0.ports = .max }, { $0.ports = -1 },
            { $0.speed = 0 }, { $0.speed = .nan }, { $0.speed = 1e9 }, { $0.ports = 0 },
            {
                $0.port = 65_535
                $0.ports = 2
            },
            {
                $0.profile = .energySite
                $0.slaveIDs = [1, 2]
            },
            {
                $0.profile = .energySite
                $0.slaveIDs = [254]
            },
        ] as [@Sendable (inout SimulatorOptions) -> Void])
    func `options without a meaning are refused`(_ change: @Sendable (inout SimulatorOptions) -> Void) {
        #expect(throws: SimulatorError.self) { try ModbusSimulator(Self.options(change)) }
    }

    @Test func `an energy site takes the ids it is given`() throws {
        for (given, there) in [
            ([1], [1, 2, 3]), ([10], [10, 11, 12]), ([5, 7, 9, 11, 13, 15], [5, 7, 9, 11, 13, 15]),
        ] as [([UInt8], [UInt8])] {
            let options = Self.options {
                $0.profile = .energySite
                $0.slaveIDs = given
            }
            var units = ServedUnits()
            var simulation = DeviceProfile.energySite.simulation(options, number: 0)
            simulation.prepare(&units)
            #expect(units.ids == there)
        }
    }

    @Test func `counters are new at each read and tell when they were read`() throws {
        try Self.with {
            $0.profile = .counter
        } _: { port, _ in
            let client = try #require(SimulatorClient(port))
            let before = UInt64(bitPattern: EventLoop.monotonic / 1000)
            let first = try client.registers(200, 100)
            let second = try client.registers(200, 100)
            let after = UInt64(bitPattern: EventLoop.monotonic / 1000)
            #expect(zip(first[6...], second[6...]).allSatisfy { $1 == $0 &+ 1 })
            let stamp = second[2..<6].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
            #expect((before...after).contains(stamp))
            #expect(UInt32(second[0]) << 16 | UInt32(second[1]) == UInt32(truncatingIfNeeded: stamp))
            let cut = try client.registers(303, 2)
            #expect(UInt64(cut[0]) << 32 & 0xFFFF_0000_0000 == stamp & 0xFFFF_0000_0000)
            _ = try client.ask(.writeSingleRegister(address: 60_000, value: 5))
            #expect(try client.registers(59_999, 2)[1] == 5)
        }
    }
}

/// Sends on a thread of its own. Unchecked: the client's socket may be written and read at the same time.
private final class Sender: @unchecked Sendable {
    private let client: SimulatorClient
    private let bytes: [UInt8]
    private var thread = pthread_t()

    init(_ client: SimulatorClient, _ bytes: [UInt8]) {
        self.client = client
        self.bytes = bytes
        pthread_create(
            &thread, nil,
            { context in
                let sender = Unmanaged<Sender>.fromOpaque(context!).takeRetainedValue()
                sender.client.send(sender.bytes)
                return nil
            }, Unmanaged.passRetained(self).toOpaque())
    }

    func join() {
        pthread_join(thread, nil)
    }
}
