import GatewayCore
import PluginBench
import Testing

@testable import PluginHost

/// A child that says more than an honest one ever would.
@Suite struct HostileMessageTests {
    private func read(_ kind: ChildMessage.Kind, _ fill: (inout MessageWriter) -> Void) throws -> ChildMessage {
        var writer = MessageWriter(kind: kind.rawValue)
        fill(&writer)
        let bytes = writer.finish()
        return try bytes.withUnsafeBytes { raw in
            try ChildMessage(kind, number: 0, UnsafeRawBufferPointer(rebasing: raw[RecordReader.headerSize...]))
        }
    }

    @Test func `a text is kept only up to the limit`() throws {
        let long = String(repeating: "x", count: ChildMessage.textLimit * 100)
        let kept = String(long.prefix(ChildMessage.textLimit))
        let log = try read(.log) {
            $0.put(Int32(2))
            $0.put(long)
        }
        #expect(log == .log(level: 2, message: kept))
        let answer = try read(.answer) {
            $0.put(PluginStatus.device.rawValue)
            $0.put(Duration.zero)
            $0.put(long)
        }
        #expect(answer == .answer(token: 0, PluginAnswer(status: .device, message: kept)))
    }

    @Test func `a frame is kept only up to the limit`() throws {
        let frame = try read(.frame) { writer in
            writer.put(true)
            writer.put("words")
            [UInt8](repeating: 7, count: ChildMessage.frameLimit * 3).withUnsafeBytes { writer.put($0) }
        }
        let kept = [UInt8](repeating: 7, count: ChildMessage.frameLimit)
        #expect(frame == .frame(sent: true, bytes: kept, words: "words"))
    }

    @Test func `more problems than anybody reads are a breach`() throws {
        func refusal(_ count: Int) throws -> ChildMessage {
            try read(.prepareFailed) { writer in
                writer.put(PluginStatus.configuration.rawValue)
                writer.put(UInt32.max)
                writer.put("no")
                writer.put(Array(0..<count)) { writer, point in
                    writer.put(UInt32(point))
                    writer.put(UInt32.max)
                    writer.put("")
                }
            }
        }
        guard case .prepareFailed(let failure) = try refusal(ChildMessage.problemLimit) else {
            throw BenchFailure("another message")
        }
        #expect(failure.problems.count == ChildMessage.problemLimit)
        #expect(throws: RingBreach.self) { try refusal(ChildMessage.problemLimit + 1) }
    }
}
