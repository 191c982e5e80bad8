import Modbus
import Testing

@testable import ModbusSimulator

/// Faults as a client meets them, over a real connection.
@Suite struct SimulatorMisbehaviourTests {
    private static let request = ModbusRequest.readHoldingRegisters(address: 100, quantity: 1)
    private static let good: [UInt8] = [0, 1, 0, 0, 0, 5, 1, 3, 2, 0, 0]

    private func with(_ rules: [FaultPlan.Rule], _ body: (SimulatorClient, UInt16) throws -> Void) throws {
        var options = SimulatorOptions()
        options.port = 0
        options.autoUpdate = false
        options.faults = FaultPlan(rules)
        let simulator = try ModbusSimulator(options)
        let port = try simulator.start()
        defer { simulator.stop() }
        try body(try #require(SimulatorClient(port)), port)
    }

    @Test func `it stalls in the middle of a frame and stays`() throws {
        try with([.init(.stall(afterBytes: 8), .request(1))]) { client, port in
            try client.send(Self.request)
            #expect(client.receive(8).bytes == Array(Self.good.prefix(8)))
            try client.send(Self.request)
            let other = try #require(SimulatorClient(port))
            #expect(try other.registers(100, 1) == [0])
            #expect(client.isQuiet)
        }
    }

    @Test func `a late answer is late, and later ones wait behind it`() throws {
        try with([.init(.late(.milliseconds(50)), .request(1))]) { client, port in
            let clock = ContinuousClock()
            let start = clock.now
            try client.send(Self.request)
            try client.send(Self.request)
            let other = try #require(SimulatorClient(port))
            #expect(try other.registers(100, 1) == [0])
            #expect(try client.frame()?.transaction == 1)
            #expect(clock.now - start >= .milliseconds(49))
            #expect(try client.frame()?.transaction == 2)
        }
    }

    @Test func `an answer comes twice`() throws {
        try with([.init(.duplicate, .request(1))]) { client, _ in
            try client.send(Self.request)
            #expect(client.receive(22).bytes == Self.good + Self.good)
        }
    }

    @Test func `an answer comes byte by byte, whole in the end`() throws {
        try with([.init(.bytewise(every: .milliseconds(1)), .request(1))]) { client, _ in
            try client.send(Self.request)
            #expect(client.receive(11).bytes == Self.good)
            #expect(try client.registers(100, 1) == [0])
        }
    }

    @Test func `a request without an answer does not stop the next`() throws {
        try with([.init(.silence, .request(1))]) { client, _ in
            try client.send(Self.request)
            try client.send(Self.request)
            #expect(try client.frame()?.transaction == 2)
        }
    }

    @Test func `it closes, or resets, in place of an answer`() throws {
        try with([.init(.close, .request(1)), .init(.reset, .request(2))]) { client, port in
            try client.send(Self.request)
            #expect(client.receive(1).ending == .closed)
            let second = try #require(SimulatorClient(port))
            try second.send(Self.request)
            #expect(second.receive(1).ending == .reset)
            #expect(try #require(SimulatorClient(port)).registers(100, 1) == [0])
        }
    }

    @Test func `it answers with an exception although nothing is wrong`() throws {
        try with([.init(.exception(.serverDeviceBusy), .every(2))]) { (client, _) throws in
            #expect(try client.ask(Self.request) == .readHoldingRegisters([0]))
            #expect(try client.ask(Self.request) == .exception(.readHoldingRegisters, .serverDeviceBusy))
            #expect(try client.ask(Self.request) == .readHoldingRegisters([0]))
        }
    }

    @Test func `a client that leaves during a fault harms nobody`() throws {
        try with([.init(.late(.milliseconds(20)), .request(1)), .init(.stall(afterBytes: 1), .request(2))]) {
            client, port in
            do {
                let late = try #require(SimulatorClient(port))
                try late.send(Self.request)
                let stalled = try #require(SimulatorClient(port))
                try stalled.send(Self.request)
                #expect(stalled.receive(1).bytes == [0])
            }
            for _ in 0..<100 { #expect(try client.registers(100, 1) == [0]) }
        }
    }
}
