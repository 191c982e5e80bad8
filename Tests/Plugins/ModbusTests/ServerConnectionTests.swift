import Testing

@testable import Modbus

@Suite struct ServerConnectionTests {
    private var units = ServedUnits()
    private var server = ModbusServer()

    init() {
        var bank = RegisterBank()
        for address in UInt16(0)..<10 { bank.set(address, in: .holding, at: address) }
        units[1] = bank
    }

    private mutating func receive(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { server.receive($0) }
    }

    private static let request: [UInt8] = [0x12, 0x34, 0, 0, 0, 6, 1, 3, 0, 2, 0, 1]
    private static let response: [UInt8] = [0x12, 0x34, 0, 0, 0, 5, 1, 3, 2, 0, 2]

    @Test mutating func `an answer repeats transaction and unit`() {
        var output: [UInt8] = []
        receive(Self.request)
        #expect(server.next(&units, into: &output) == .answered)
        #expect(output == Self.response)
        #expect(server.next(&units, into: &output) == .needsMore)
    }

    @Test mutating func `a request may come byte by byte`() {
        var output: [UInt8] = []
        for byte in Self.request {
            #expect(server.next(&units, into: &output) == .needsMore)
            receive([byte])
        }
        #expect(server.next(&units, into: &output) == .answered)
        #expect(output == Self.response)
    }

    @Test mutating func `requests that come together are answered in order`() {
        var output: [UInt8] = []
        receive(Self.request + Self.request + Self.request.prefix(5))
        #expect(server.next(&units, into: &output) == .answered)
        #expect(server.next(&units, into: &output) == .answered)
        #expect(server.next(&units, into: &output) == .needsMore)
        #expect(output == Self.response + Self.response)
        receive(Array(Self.request.dropFirst(5)))
        #expect(server.next(&units, into: &output) == .answered)
    }

    @Test mutating func `silence leaves nothing behind`() {
        units.missing = .silence
        var output: [UInt8] = [0xEE]
        var request = Self.request
        request[6] = 7
        receive(request)
        #expect(server.next(&units, into: &output) == .silent)
        #expect(output == [0xEE])
    }

    @Test mutating func `the longest answer has its length`() {
        units[1]?.define(.holding, 0..<125)
        var output: [UInt8] = []
        receive([0, 1, 0, 0, 0, 6, 1, 3, 0, 0, 0, 125])
        #expect(server.next(&units, into: &output) == .answered)
        #expect(output.count == 9 + 250)
        #expect(output.prefix(9) == [0, 1, 0, 0, 0, 253, 1, 3, 250])
    }

    @Test(
        arguments: [
            ([0, 1, 0, 1, 0, 6, 1], DecodeError.protocolIdentifier(1)), ([0, 1, 0, 0, 0, 1, 1], .length(1)),
            ([0, 1, 0, 0, 0, 0, 1], .length(0)), ([0, 1, 0, 0, 0, 255, 1], .length(255)),
            ([0, 1, 0, 0, 0xFF, 0xFF, 1], .length(65_535)),
            (Array("GET / HTTP/1.1\r\n".utf8), .protocolIdentifier(0x5420)),
        ] as [([UInt8], DecodeError)])
    mutating func `bytes that are not Modbus close the connection for good`(_ bytes: [UInt8], _ error: DecodeError) {
        var output: [UInt8] = []
        receive(bytes)
        #expect(server.next(&units, into: &output) == .close(error))
        receive(Self.request)
        #expect(server.next(&units, into: &output) == .close(error))
        #expect(output.isEmpty)
    }

    @Test mutating func `any PDU in a proper frame gets one well-formed answer`() throws {
        var generator = SeededGenerator(seed: 7)
        for round in 0..<20_000 {
            let pdu = (0..<Int.random(in: 1...20, using: &generator)).map { _ in
                UInt8.random(in: 0...(Bool.random(using: &generator) ? 16 : 255), using: &generator)
            }
            let transaction = UInt16(truncatingIfNeeded: round)
            receive(try TCPFrame(transaction: transaction, unit: 1, pdu: pdu).encoded())
            var output: [UInt8] = []
            #expect(server.next(&units, into: &output) == .answered)
            var parser = TCPFrameParser()
            parser.receive(output)
            let frame = try #require(try parser.nextFrame())
            #expect(frame.transaction == transaction && parser.pending == 0)
            #expect(throws: Never.self) { try ModbusResponse(pdu: frame.pdu) }
        }
    }

    @Test mutating func `any bytes end in answers or a close, never in a trap`() {
        var generator = SeededGenerator(seed: 8)
        for _ in 0..<2000 {
            var fresh = ModbusServer()
            var output: [UInt8] = []
            for _ in 0..<4 {
                let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                    UInt8.random(in: 0...(Bool.random(using: &generator) ? 8 : 255), using: &generator)
                }
                bytes.withUnsafeBytes { fresh.receive($0) }
                var step = fresh.next(&units, into: &output)
                while step == .answered || step == .silent { step = fresh.next(&units, into: &output) }
            }
            #expect(output.count < 4 * 4 * 260)
        }
    }
}
