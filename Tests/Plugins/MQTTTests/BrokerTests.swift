import CGatewayABI
import GatewayCore
import Testing

/// The sink and a real mosquitto.
@Suite(.enabled(if: Mosquitto.isInstalled, "mosquitto and mosquitto-clients are not installed"), .serialized)
struct BrokerTests {
    private func settings(_ broker: Mosquitto, _ more: [String: String] = [:]) -> [String: String] {
        ["host": "127.0.0.1", "port": "\(broker.port)"].merging(more) { $1 }
    }

    @Test func `one JSON object for each device arrives at QoS 1, and the delivery is acknowledged`() throws {
        let broker = try Mosquitto()
        let subscriber = try broker.subscribe("gateway/#")
        let gateway = try TestGateway(settings(broker), points: demoPoints)
        defer { gateway.end() }
        #expect(gateway.start() == nil)
        #expect(gateway.happenings.nextLinkUp() == "connected to 127.0.0.1:\(broker.port)")
        let token = gateway.deliver(
            samples {
                $0.append(Sample(point: 100, float: 231.4, sourceTime: Timestamp(rawValue: 1_700_000_000_120_000_000)))
                $0.append(point: 102, text: "on", quality: Quality(.uncertain, .lastKnown))
                $0.append(Sample(point: 101, uint: UInt64.max))
            })
        #expect(
            subscriber.message() == "1 0 gateway/demo/pv1/inverter "
                + #"{"time":1700000000123,"block":"1-4-1","samples":[{"name":"power","value":231.4,"quality":"good","time":1700000000120},"#
                + #"{"name":"energy","value":18446744073709551615,"quality":"good","time":1700000000123}]}"#)
        #expect(
            subscriber.message() == "1 0 gateway/demo/pv1/meter "
                + #"{"time":1700000000123,"block":"1-4-1","samples":[{"name":"state","value":"on","quality":"uncertain(last-known)","time":1700000000123}]}"#
        )
        #expect(gateway.happenings.nextAnswer(to: token) == GW_OK)
    }

    @Test(arguments: ["5", "3.1.1"]) func `bare values are kept by the broker when asked to`(_ version: String) throws {
        let broker = try Mosquitto()
        let gateway = try TestGateway(
            settings(
                broker,
                [
                    "protocol": version, "format": "value", "topic": "{sink}/{channel}/{device}/{point}",
                    "retain": "true",
                ]),
            points: demoPoints)
        defer { gateway.end() }
        gateway.start()
        let token = gateway.deliver(samples { $0.append(Sample(point: 100, float: -0.5)) })
        #expect(gateway.happenings.nextAnswer(to: token) == GW_OK)
        let late = try broker.subscribe("up/#")
        #expect(late.message() == "1 1 up/pv1/inverter/power -0.5")
    }

    @Test func `QoS 0 is answered once it is written out`() throws {
        let broker = try Mosquitto()
        let subscriber = try broker.subscribe("gateway/#")
        let gateway = try TestGateway(settings(broker, ["qos": "0"]), points: demoPoints)
        defer { gateway.end() }
        gateway.start()
        _ = gateway.happenings.nextLinkUp()
        let token = gateway.deliver(samples { $0.append(Sample(point: 100, bool: true)) })
        #expect(gateway.happenings.nextAnswerMessage(to: token) == "0 at once")
        #expect(subscriber.message()?.hasPrefix("0 0 gateway/demo/pv1/inverter {") == true)
    }

    @Test func `a hundred thousand samples survive a restart of the broker, in order and without a gap`() throws {
        let folder = TemporaryFolder()
        let broker = try Mosquitto(
            "allow_anonymous true\nmax_queued_messages 0\npersistence true\npersistence_location \(folder.path)/",
            folder: folder)
        let subscriber = try broker.subscribe("all", ["-c", "-i", "watcher"])
        let gateway = try TestGateway(
            settings(broker, ["topic": "all", "json_samples": "compact"]), points: [("a.b.count", .int64)],
            restarts: true)
        defer { gateway.end() }
        gateway.start()
        var tokens: [UInt64] = []
        for block in 0..<1000 {
            if block == 500 {
                broker.stop()
                try broker.restart()
            }
            tokens.append(
                gateway.deliver(
                    samples { for step in 0..<100 { $0.append(Sample(point: 100, int: Int64(block * 100 + step))) } }))
            if block >= 8 { #expect(gateway.happenings.nextFinalAnswer(to: tokens[block - 8]) == GW_OK) }
        }
        for token in tokens.suffix(8) { #expect(gateway.happenings.nextFinalAnswer(to: token) == GW_OK) }
        #expect(CountingReader.gapless(subscriber, upTo: 100_000) == 100_000)
    }
}

/// Reads the numbers that arrive and tells how far they go without a gap. Numbers that were there before are allowed:
/// at least once is the promise.
private enum CountingReader {
    static func gapless(_ subscriber: Program, upTo end: Int) -> Int {
        var expected = 0
        while expected < end, let message = subscriber.message() {
            for part in message.split(separator: #""value":"#).dropFirst() {
                let value = Int(part.prefix { $0 != "}" && $0 != "," }) ?? Int.max
                guard value <= expected else { return expected }
                if value == expected { expected += 1 }
            }
        }
        return expected
    }
}
