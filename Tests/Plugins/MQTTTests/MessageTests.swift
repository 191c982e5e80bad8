import GatewayCore
import Testing

@testable import MQTTSink

@Suite struct MessageTests {
    private let plan: PublishPlan
    private static let received = Timestamp(rawValue: 1_700_000_000_123_000_000)

    init() throws {
        let points: [(handle: UInt32, name: String, type: DataType)] = [
            (100, "pv1.inverter.power", .float64), (101, "pv1.inverter.temp", .float32),
            (102, "pv1.meter.st\"ate", .text),
        ]
        plan = PublishPlan(points, topic: try TopicTemplate("{channel}/{device}"), site: "s", sink: "k")
    }

    /// `topic payload` of every message, and the points left out.
    private func messages(
        _ detail: JSONDetail?, limit: Int = 10_000, resent: Bool = false, _ fill: (SampleBuffer) -> Void
    ) throws -> (messages: [String], tooLong: [UInt32]) {
        let buffer = samples(fill)
        let block = Block(
            samples: buffer.view, bytes: buffer.byteView, receiveTime: Self.received,
            identity: BlockIdentity(token: 1, stream: 2, epoch: 3, sequence: 4, isResent: resent))
        var found: [String] = []
        var tooLong: [UInt32] = []
        let emit: Emit = { (topic, payload) throws(MosquittoError) in
            found.append("\(plan.topicText(Int(topic))) \(String(decoding: payload, as: UTF8.self))")
        }
        if let detail {
            var json = JSONMessages(detail, topicCount: plan.topics.count)
            try json.write(block, plan: plan, limit: limit, emit: emit) { tooLong.append($0.point) }
        } else {
            try ValueMessages().write(block, plan: plan, limit: limit, emit: emit) { tooLong.append($0.point) }
        }
        return (found, tooLong)
    }

    @Test func `samples of one topic stay in order and make one object`() throws {
        let result = try messages(.full) {
            $0.append(Sample(point: 100, int: 1))
            $0.append(point: 102, text: "x")
            $0.append(Sample(point: 100, int: 2, quality: .notConnected, sourceTime: Timestamp(rawValue: 5_000_000)))
            $0.append(Sample(point: 999, int: 3))
        }
        #expect(
            result.messages == [
                #"pv1/inverter {"time":1700000000123,"block":"2-3-4","samples":[{"name":"power","value":1,"quality":"good","time":1700000000123},{"name":"power","value":2,"quality":"bad(not-connected)","time":5}]}"#,
                #"pv1/meter {"time":1700000000123,"block":"2-3-4","samples":[{"name":"st\"ate","value":"x","quality":"good","time":1700000000123}]}"#,
            ])
    }

    @Test func `compact leaves out what the object says`() throws {
        let result = try messages(.compact, resent: true) {
            $0.append(Sample(point: 100, float: 1))
            $0.append(Sample(point: 100, float: 2, sourceTime: Timestamp(rawValue: 1_700_000_000_120_000_000)))
            $0.append(Sample(point: 100, quality: .deviceFailure))
        }
        #expect(
            result.messages == [
                #"pv1/inverter {"time":1700000000123,"block":"2-3-4","resent":true,"samples":[{"name":"power","value":1.0},{"name":"power","value":2.0,"time":1700000000120},{"name":"power","value":null,"quality":"bad(device-failure)"}]}"#
            ])
    }

    @Test func `what is no number is null and never good`() throws {
        let result = try messages(.compact) {
            $0.append(Sample(point: 100, float: .nan))
            $0.append(Sample(point: 100, float: .infinity, quality: Quality(.uncertain, .substituted)))
        }
        #expect(
            result.messages.first?.hasSuffix(
                #"[{"name":"power","value":null,"quality":"bad(out-of-range)"},{"name":"power","value":null,"quality":"uncertain(substituted)"}]}"#
            ) == true)
    }

    @Test func `a point of single precision is written in single precision unless a scale made more of it`() throws {
        let result = try messages(.compact) {
            $0.append(Sample(point: 101, float: Double(Float(0.1))))
            $0.append(Sample(point: 101, float: Double(Float(0.1)) * 0.1))
        }
        #expect(result.messages.first?.contains(#""value":0.1}"#) == true)
        #expect(result.messages.first?.contains(#""value":0.010000000149011612}"#) == true)
    }

    @Test func `a source time that is not to be believed gives way to the receive time`() throws {
        let result = try messages(.full) {
            var sample = Sample(point: 100, int: 1, sourceTime: Timestamp(rawValue: 9_000_000))
            sample.qualityBits |= Quality.sourceTimeInvalid
            $0.append(sample)
        }
        #expect(result.messages.first?.contains(#""quality":"good","time":1700000000123}"#) == true)
    }

    @Test func `messages are split at the limit, and nothing is lost or doubled`() throws {
        let result = try messages(.compact, limit: 120) { buffer in
            for value in 0..<20 { buffer.append(Sample(point: 100, int: Int64(value))) }
        }
        let values = result.messages.flatMap {
            $0.split(separator: #""value":"#).dropFirst().map { String($0.prefix { $0.isNumber }) }
        }
        #expect(values == (0..<20).map(String.init))
        #expect(result.messages.allSatisfy { $0.utf8.count <= 120 + "pv1/inverter ".utf8.count })
        #expect(
            result.messages.enumerated().allSatisfy {
                $0 == 0 ? !$1.contains("part") : $1.contains(#""part":\#($0 + 1),"#)
            })
    }

    @Test func `a text that no message can hold is left out and named`() throws {
        let result = try messages(.compact, limit: 200) {
            $0.append(Sample(point: 100, int: 1))
            $0.append(point: 102, text: String(repeating: "y", count: 500))
        }
        #expect(result.messages.count == 1)
        #expect(result.tooLong == [102])
    }

    @Test func `spans outside the block's bytes are empty texts`() throws {
        let result = try messages(.compact) { $0.append(Sample(point: 102, type: .text, bits: UInt64.max)) }
        #expect(result.messages.first?.contains(#""value":"""#) == true)
    }

    @Test func `bare values are sent only when they can be trusted`() throws {
        let result = try messages(nil) {
            $0.append(Sample(point: 100, float: 1.25))
            $0.append(Sample(point: 100, float: .nan))
            $0.append(Sample(point: 100, int: 5, quality: .notConnected))
            $0.append(Sample(point: 100, quality: .good))
            $0.append(point: 102, text: "on \"x\"")
        }
        #expect(result.messages == ["pv1/inverter 1.25", "pv1/meter on \"x\""])
    }
}
