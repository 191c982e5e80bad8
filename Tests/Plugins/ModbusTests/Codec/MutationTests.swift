import Modbus
import Testing

@Suite struct MutationTests {
    @Test func `100,000 mutated frames decode or say why not, and what decodes encodes back`() throws {
        var random = SeededGenerator(seed: 20_260_301)
        let seeds = RequestTests.table.map { $0.1 } + ResponseTests.table.map { $0.1 }
        var decoded = 0
        var refused = 0
        for _ in 0..<100_000 {
            guard let seed = seeds.randomElement(using: &random) else { return }
            var bytes = try TCPFrame(transaction: 1, unit: 1, pdu: seed).encoded()
            mutate(&bytes, &random)
            var parser = TCPFrameParser()
            parser.receive(bytes)
            do {
                while let frame = try parser.nextFrame() {
                    if let request = try? ModbusRequest(pdu: frame.pdu) {
                        // Only the padding of the last byte of coils may differ.
                        #expect(try ModbusRequest(pdu: try request.encoded()) == request)
                        decoded += 1
                    }
                    if let response = try? ModbusResponse(pdu: frame.pdu) {
                        #expect(try response.encoded() == frame.pdu)
                        decoded += 1
                    }
                }
            } catch {
                refused += 1
            }
        }
        #expect(decoded > 10_000)
        #expect(refused > 10_000)
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0 where place < bytes.count: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
            case 1 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 2: bytes.insert(UInt8.random(in: .min ... .max, using: &random), at: place)
            case 3 where place < bytes.count: bytes.remove(at: place)
            default: bytes.removeLast(Int.random(in: 0...min(4, bytes.count), using: &random))
            }
        }
    }
}
