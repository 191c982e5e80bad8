import Modbus
import Testing

@Suite struct FrameParserTests {
    let first = TCPFrame(transaction: 1, unit: 17, pdu: [0x03, 0x02, 0x12, 0x34])
    let second = TCPFrame(transaction: 0xFFFE, unit: 255, pdu: [0x83, 0x02])

    @Test func `puts the header before the PDU`() throws {
        #expect(try first.encoded() == [0, 1, 0, 0, 0, 5, 17, 0x03, 0x02, 0x12, 0x34])
    }

    @Test func `finds frames split at every byte`() throws {
        let bytes = try first.encoded() + second.encoded()
        for cut in 0...bytes.count {
            var parser = TCPFrameParser()
            var frames: [TCPFrame] = []
            for part in [bytes[..<cut], bytes[cut...]] {
                parser.receive(Array(part))
                while let frame = try parser.nextFrame() { frames.append(frame) }
            }
            #expect(frames == [first, second], "cut at \(cut)")
            #expect(parser.pending == 0)
        }
    }

    @Test func `finds frames that come byte by byte`() throws {
        var parser = TCPFrameParser()
        var frames: [TCPFrame] = []
        for byte in try first.encoded() + second.encoded() {
            parser.receive([byte])
            while let frame = try parser.nextFrame() { frames.append(frame) }
        }
        #expect(frames == [first, second])
    }

    @Test(
        arguments: [
            ([0, 1, 0, 1, 0, 2, 1, 3], DecodeError.protocolIdentifier(1)), ([0, 1, 0, 0, 0, 0, 1, 3], .length(0)),
            ([0, 1, 0, 0, 0, 1, 1, 3], .length(1)), ([0, 1, 0, 0, 0, 255, 1, 3], .length(255)),
            ([0x47, 0x45, 0x54, 0x20, 0x2F, 0x20, 0x48], .protocolIdentifier(0x5420)),
        ] as [([UInt8], DecodeError)])
    func `gives up a stream that is not Modbus, for good`(bytes: [UInt8], error: DecodeError) throws {
        var parser = TCPFrameParser()
        parser.receive(try first.encoded() + bytes)
        #expect(try parser.nextFrame() == first)
        #expect(throws: error) { try parser.nextFrame() }
        parser.receive(try second.encoded())
        #expect(throws: error) { try parser.nextFrame() }
        parser.reset()
        parser.receive(try second.encoded())
        #expect(try parser.nextFrame() == second)
    }

    @Test func `takes the shortest and the longest frame`() throws {
        for size in [1, 253] {
            var parser = TCPFrameParser()
            let frame = TCPFrame(transaction: 7, unit: 1, pdu: Array(repeating: 0x41, count: size))
            parser.receive(try frame.encoded())
            #expect(try parser.nextFrame() == frame)
        }
        for size in [0, 254] {
            let frame = TCPFrame(transaction: 7, unit: 1, pdu: Array(repeating: 0x41, count: size))
            #expect(throws: DecodeError.pduSize(size)) { try frame.encoded() }
        }
    }
}
