import GatewayCore
import Testing

@testable import MQTTSink

/// Prints what writing a sample costs; only a release build is worth measuring:
/// `swift test -c release -Xswiftc -enable-testing --filter FormattingCost`.
@Suite(.serialized) struct FormattingCostTests {
    #if DEBUG
        private static let rounds = 5
    #else
        private static let rounds = 2000
    #endif
    private static let count = 1000

    @Test(arguments: [
        (JSONDetail.full, "int"), (.compact, "int"), (.full, "tenths"), (.compact, "tenths"), (.full, "own time"),
        (.full, "17 digits"),
    ])
    func `a sample costs less than its budget`(_ detail: JSONDetail, _ kind: String) throws {
        let points = (0..<Self.count).map {
            (handle: UInt32($0), name: "plant1.device\($0 / 100).reg\($0)", type: DataType.float64)
        }
        let plan = PublishPlan(
            points, topic: try TopicTemplate("gateway/{site}/{channel}/{device}"), site: "s", sink: "k")
        var json = JSONMessages(detail, topicCount: plan.topics.count)
        let buffer = samples { for index in 0..<Self.count { $0.append(Self.sample(index, kind)) } }
        let block = Block(
            samples: buffer.view, bytes: buffer.byteView, receiveTime: Timestamp(rawValue: 1_700_000_000_123_000_000),
            identity: BlockIdentity(token: 1, stream: 1, epoch: 1, sequence: 1, isResent: false))
        var bytes = 0
        let clock = ContinuousClock()
        let time = try clock.measure {
            for _ in 0..<Self.rounds {
                try json.write(
                    block, plan: plan, limit: 131_072,
                    emit: { (_, payload) throws(MosquittoError) in bytes += payload.count }, tooLong: { _ in })
            }
        }
        let samples = Self.rounds * Self.count
        let nanoseconds =
            Double(time.components.attoseconds) / 1e9 / Double(samples) + Double(time.components.seconds) * 1e9
            / Double(samples)
        print("\(detail) \(kind): \(nanoseconds) ns a sample, \(bytes / samples) bytes")
        #if !DEBUG
            #expect(nanoseconds < 150)
        #endif
        #expect(bytes > samples * 10)
    }

    private static func sample(_ index: Int, _ kind: String) -> Sample {
        let point = UInt32(index)
        switch kind {
        case "int": return Sample(point: point, int: Int64(index * 37))
        case "tenths": return Sample(point: point, float: Double(index * 37) / 10)
        case "own time":
            return Sample(
                point: point, float: Double(index) / 10,
                sourceTime: Timestamp(rawValue: 1_700_000_000_000_000_000 + Int64(index) * 1_000_000))
        default: return Sample(point: point, float: Double(index + 1) / 7)
        }
    }
}
