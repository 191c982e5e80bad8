import Testing

@testable import GatewayCore

@Suite struct SampleBufferTests {
    private let buffer = SampleBuffer(capacity: 1)

    private func values(_ buffer: SampleBuffer) -> [Value] {
        buffer.view.map { SampleBuffer.value($0, bytes: buffer.byteView) }
    }

    @Test func `grows and keeps what it has`() {
        for number in 0..<1000 { buffer.append(Sample(point: UInt32(number), int: Int64(number))) }
        #expect(buffer.view.map(\.int) == Array(0..<1000))
        buffer.removeAll()
        #expect(buffer.isEmpty && buffer.capacity >= 1000)
    }

    @Test func `texts travel beside the samples`() {
        buffer.append(point: 1, text: "grün")
        buffer.append(Sample(point: 2, float: 1.5))
        buffer.append(point: 3, text: "")
        buffer.append(point: 4, text: "ok")
        #expect(values(buffer) == [.text("grün"), .float(1.5), .text(""), .text("ok")])
    }

    @Test func `a run is appended with its texts`() {
        let other = SampleBuffer()
        other.append(point: 9, text: "other")
        buffer.append(point: 1, text: "first")
        buffer.append(contentsOf: other.view, bytes: other.byteView)
        #expect(values(buffer) == [.text("first"), .text("other")])
    }

    @Test func `a span outside of its bytes is empty`() {
        let sample = Sample(point: 1, type: .text, bits: 5 << 32 | 2)
        [sample].withUnsafeBufferPointer { samples in
            [UInt8](repeating: 65, count: 4).withUnsafeBytes { buffer.append(contentsOf: samples, bytes: $0) }
        }
        #expect(values(buffer) == [.text("")])
    }
}
