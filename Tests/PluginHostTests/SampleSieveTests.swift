import GatewayCore
import Testing

@testable import PluginHost

@Suite struct SampleSieveTests {
    private let sieve = SampleSieve()

    private func text(_ point: UInt32, _ offset: UInt64, _ size: UInt64) -> Sample {
        Sample(point: point, type: .text, bits: size << 32 | offset)
    }

    private typealias Sieved = (lines: [String], faults: SampleFaults, isCopied: Bool)

    /// What goes on: `point=type quality`, and which faults there were.
    private func sieved(_ samples: [Sample], bytes: [UInt8] = Array("abcdefgh".utf8)) -> Sieved {
        samples.withUnsafeBufferPointer { buffer in
            bytes.withUnsafeBytes { bytes in
                let result = sieve.sieve(buffer, bytes: bytes, handles: 100)
                let lines = result.samples.map { "\($0.point)=\($0.type) \($0.quality)" }
                return (lines, result.faults, result.samples.baseAddress != buffer.baseAddress)
            }
        }
    }

    private func faults(_ faults: SampleFaults.Fault...) -> SampleFaults {
        var counted = SampleFaults()
        for fault in faults { counted.count(fault) }
        return counted
    }

    @Test func `a good batch goes on uncopied`() {
        let samples = [
            Sample(point: 0, float: .greatestFiniteMagnitude), Sample(point: 99, int: -1), Sample(point: 1, uint: .max),
            Sample(point: 2, bool: true), Sample(point: 3, quality: .notConnected), text(4, 0, 8), text(5, 8, 0),
            Sample(point: 6, float: -.leastNonzeroMagnitude), Sample(point: 7, float: -0.0),
        ]
        let result = sieved(samples)
        #expect(result.lines.count == samples.count)
        #expect(result.faults == SampleFaults())
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
        #expect(result.lines == ["1=int good", "2=int good"])
        #expect(result.faults == faults(.handle, .handle, .type, .span, .span, .span))
    }

    @Test func `every type code that is none is found`() {
        for code in UInt8.min...UInt8.max {
            var sample = Sample(point: 0, type: .none)
            sample.typeCode = code
            #expect(sieved([sample]).faults == (code > 6 ? faults(.type) : faults()))
        }
    }

    @Test func `a Boolean is 0 or 1`() {
        let samples = [Sample(point: 0, type: .bool, bits: 2), Sample(point: 1, type: .bool, bits: 0)]
        samples.withUnsafeBufferPointer { buffer in
            let result = sieve.sieve(buffer, bytes: UnsafeRawBufferPointer(start: nil, count: 0), handles: 100)
            #expect(result.samples.map(\.bits) == [1, 0])
            #expect(result.isClean)
        }
    }

    @Test(arguments: [
        Double.nan, .signalingNaN, -.nan, .infinity, -.infinity, Double(bitPattern: 0xFFF0_0000_0000_0001),
    ])
    func `a number that is none makes its point bad, and is no fault`(_ value: Double) {
        let result = sieved([Sample(point: 1, float: 1), Sample(point: 2, float: value), Sample(point: 3, float: 3)])
        #expect(result.lines == ["1=float good", "2=none bad(out-of-range)", "3=float good"])
        #expect(result.faults == SampleFaults())
    }

    @Test func `what made a sample bad before is the better reason, and times and flags stay`() {
        let time = Timestamp(rawValue: 42)
        let known = Sample(point: 1, float: .nan, quality: Quality(.bad, .sensorFailure), sourceTime: time)
        #expect(sieved([known]).lines == ["1=none bad(sensor-failure)"])
        var doubtful = Sample(point: 1, float: .nan, quality: Quality(.uncertain, .stale), sourceTime: time)
        doubtful.qualityBits |= Quality.clockUnsynchronised
        [doubtful].withUnsafeBufferPointer { buffer in
            let none = UnsafeRawBufferPointer(start: nil, count: 0)
            let sample = sieve.sieve(buffer, bytes: none, handles: 2).samples[0]
            #expect(sample.qualityBits == Quality.outOfRange.rawValue | Quality.clockUnsynchronised)
            #expect(sample.sourceTime == time)
            #expect(sample.bits == 0)
        }
    }

    @Test(arguments: [ValueType.text, .bytes])
    func `a text or byte string has a largest size`(_ type: ValueType) {
        let bytes = [UInt8](repeating: 0x78, count: SampleSieve.largestValue + 1)
        func sample(_ size: Int) -> Sample { Sample(point: 1, type: type, bits: UInt64(size) << 32) }
        let largest = sieved([sample(SampleSieve.largestValue)], bytes: bytes)
        #expect(largest.faults == SampleFaults())
        let larger = sieved([sample(SampleSieve.largestValue + 1), Sample(point: 2, int: 1)], bytes: bytes)
        #expect(larger.lines == ["1=none bad(overflow)", "2=int good"])
        #expect(larger.faults == faults(.size))
    }

    /// Cut short, overlong, a surrogate, beyond Unicode, a stray continuation, Latin-1.
    @Test(arguments: [
        [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80], [0x67, 0x72, 0xFC, 0x6E],
        [0xE2, 0x82], [0xFF],
    ])
    func `a text that is not UTF-8 makes its point bad`(_ bytes: [UInt8]) {
        let size = UInt64(bytes.count)
        let samples = [text(1, 0, size), Sample(point: 2, type: .bytes, bits: size << 32), text(3, 0, 0)]
        let result = sieved(samples, bytes: bytes)
        #expect(result.lines == ["1=none bad(out-of-range)", "2=bytes good", "3=text good"])
        #expect(result.faults == faults(.text))
    }

    @Test func `a text may have all of Unicode, and end where another begins`() {
        let bytes = Array("größe€😀\0".utf8)
        #expect(sieved([text(1, 0, UInt64(bytes.count))], bytes: bytes).faults == SampleFaults())
        // The first half of ö.
        #expect(sieved([text(1, 0, 3)], bytes: bytes).faults == faults(.text))
    }

    @Test func `faults are told kind by kind, with their number`() {
        let breaches = faults(.handle, .handle, .type, .span, .size, .text).breaches(handles: 7)
        #expect(
            breaches.map { "\($0.kind.rawValue) \($0.count)" } == [
                "unknown-handle 2", "unknown-type 1", "bad-span 1", "oversized-value 1", "bad-text 1",
            ])
        #expect(breaches.first?.detail == "2 samples of points that are not in the plan (7 are)")
        #expect(SampleFaults().breaches(handles: 7) == [])
    }

    @Test func `nothing stays nothing`() {
        #expect(sieved([]).lines.isEmpty)
    }
}
