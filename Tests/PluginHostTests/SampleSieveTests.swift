import GatewayCore
import Testing

@testable import PluginHost

@Suite struct SampleSieveTests {
    private let sieve = SampleSieve()

    private func text(_ point: UInt32, _ offset: UInt64, _ size: UInt64) -> Sample {
        Sample(point: point, type: .text, bits: size << 32 | offset)
    }

    private func sieved(_ samples: [Sample], bytes: Int = 8) -> (points: [UInt32], faults: [Int], isCopied: Bool) {
        samples.withUnsafeBufferPointer { buffer in
            let result = sieve.sieve(buffer, byteCount: bytes, handles: 100)
            return (
                result.samples.map(\.point), [result.faults.handle, result.faults.type, result.faults.span],
                result.samples.baseAddress != buffer.baseAddress
            )
        }
    }

    @Test func `a good batch goes on uncopied`() {
        let samples = [
            Sample(point: 0, float: .nan), Sample(point: 99, int: -1), Sample(point: 1, uint: .max),
            Sample(point: 2, bool: true), Sample(point: 3, quality: .notConnected), text(4, 0, 8), text(5, 8, 0),
        ]
        let result = sieved(samples)
        #expect(result.points == [0, 99, 1, 2, 3, 4, 5])
        #expect(result.faults == [0, 0, 0])
        #expect(!result.isCopied)
    }

    @Test func `bad samples are left out, the others stay in order`() {
        var odd = Sample(point: 6, int: 0)
        odd.typeCode = 7
        let samples = [
            Sample(point: 1, int: 1), Sample(point: 100, int: 2), odd, text(3, 1, 8), text(4, 9, 0),
            text(5, 0xFFFF_FFFF, 0xFFFF_FFFF), Sample(point: 2, int: 3), Sample(point: .max, int: 4),
        ]
        let result = sieved(samples)
        #expect(result.points == [1, 2])
        #expect(result.faults == [2, 1, 3])
    }

    @Test func `every type code that is none is found`() {
        for code in UInt8.min...UInt8.max {
            var sample = Sample(point: 0, type: .none)
            sample.typeCode = code
            #expect(sieved([sample]).faults == [0, code > 6 ? 1 : 0, 0])
        }
    }

    @Test func `a Boolean is 0 or 1`() {
        let samples = [Sample(point: 0, type: .bool, bits: 2), Sample(point: 1, type: .bool, bits: 0)]
        samples.withUnsafeBufferPointer { buffer in
            let result = sieve.sieve(buffer, byteCount: 0, handles: 100)
            #expect(result.samples.map(\.bits) == [1, 0])
            #expect(result.isClean)
        }
    }

    @Test func `nothing stays nothing`() {
        #expect(sieved([]).points.isEmpty)
    }
}
