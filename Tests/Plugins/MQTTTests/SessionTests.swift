import CGatewayABI
import GatewayCore
import Glibc
import Testing

/// Wills, silence and commands at a real mosquitto.
@Suite(.enabled(if: Mosquitto.isInstalled, "mosquitto and mosquitto-clients are not installed"), .serialized)
struct SessionTests {
    private func gateway(_ broker: Mosquitto, _ more: [String: String], restarts: Bool = false) throws -> TestGateway {
        try TestGateway(
            ["host": "127.0.0.1", "port": "\(broker.port)"].merging(more) { $1 }, points: demoPoints, restarts: restarts
        )
    }

    private let standing = [
        "will_topic": "status/{site}/{sink}", "will_payload": "gone", "online_payload": "here",
        "client_id": "the-gateway",
    ]

    @Test func `the will is published when the connection breaks`() throws {
        let broker = try Mosquitto()
        let watcher = try broker.subscribe("status/#")
        let gateway = try gateway(broker, standing)
        defer { gateway.end() }
        gateway.start()
        #expect(watcher.message() == "1 0 status/demo/up here")
        // A second client with the same id: the broker cuts the first connection, which had no chance to say goodbye.
        try broker.publish("other", "x", ["-i", "the-gateway"])
        #expect(watcher.message() == "1 0 status/demo/up gone")
        #expect(
            gateway.happenings.nextFailure()?.message.hasPrefix("connection to 127.0.0.1:\(broker.port) lost: ") == true
        )
    }

    @Test func `a clean stop says goodbye by itself`() throws {
        let broker = try Mosquitto()
        let watcher = try broker.subscribe("status/#")
        let gateway = try gateway(broker, standing)
        gateway.start()
        #expect(watcher.message() == "1 0 status/demo/up here")
        gateway.end()
        #expect(watcher.message() == "1 0 status/demo/up gone")
        let late = try broker.subscribe("status/#")
        #expect(late.message() == "1 1 status/demo/up gone")
    }

    @Test func `without an online payload a clean stop publishes no will`() throws {
        let broker = try Mosquitto()
        let watcher = try broker.subscribe("#")
        let gateway = try gateway(broker, ["will_topic": "status"])
        gateway.start()
        _ = gateway.happenings.nextLinkUp()
        gateway.end()
        try broker.publish("marker", "after the stop")
        #expect(watcher.message() == "1 0 marker after the stop")
    }

    @Test func `a broker absent at start is reached once it is there`() throws {
        let port = LoopbackPort.free()
        let gateway = try TestGateway(["host": "127.0.0.1", "port": "\(port)"], points: demoPoints, restarts: true)
        defer { gateway.end() }
        let token = gateway.deliver(samples { $0.append(Sample(point: 100, int: 1)) })
        gateway.start()
        #expect(gateway.happenings.nextFailure()?.status == GW_UNREACHABLE)
        let broker = try Mosquitto(port: port)
        #expect(gateway.happenings.nextFinalAnswer(to: token) == GW_OK)
        _ = broker
    }

    @Test func `a broker that falls silent is given up within one and a half keep-alives`() throws {
        let broker = try Mosquitto()
        let gateway = try gateway(broker, ["keep_alive_s": "10"])
        defer { gateway.end() }
        gateway.start()
        _ = gateway.happenings.nextLinkUp()
        broker.program.kill(SIGSTOP)
        defer { broker.program.kill(SIGCONT) }
        let clock = ContinuousClock()
        let before = clock.now
        #expect(gateway.happenings.nextFailure()?.status == GW_UNREACHABLE)
        #expect(clock.now - before < .seconds(15))
    }

    @Test func `a command is executed once and answered on the response topic`() throws {
        let broker = try Mosquitto()
        let requester = try broker.subscribe("answers")
        let gateway = try gateway(broker, ["command_topic": "{site}/cmd", "response_topic": "answers"])
        defer { gateway.end() }
        gateway.start()
        #expect(broker.awaitSubscription("demo/cmd"))
        for _ in 0..<2 { try broker.publish("demo/cmd", #"{"point":"pv1.inverter.limit","value":55.5,"id":"c1"}"#) }
        let request = try #require(gateway.happenings.nextRequest())
        #expect(request.text == "pv1.inverter.limit=55.5")
        gateway.answer(request: request.token, GW_DEVICE, "illegal value")
        #expect(
            requester.message()
                == #"1 0 answers {"id":"c1","point":"pv1.inverter.limit","status":"device","message":"illegal value"}"#)
        try broker.publish("demo/cmd", "open the gate")
        #expect(
            requester.message(containing: "not JSON")
                == #"1 0 answers {"id":null,"point":"","status":"rejected","message":"the payload is not JSON: a value expected at byte 0"}"#
        )
        #expect(gateway.happenings.all.filter { if case .requested = $0 { true } else { false } }.count == 1)
    }

    @Test func `a topic can name the point, and a request its own response topic`() throws {
        let broker = try Mosquitto()
        let gateway = try gateway(broker, ["command_topic": "cmd/#"])
        defer { gateway.end() }
        gateway.start()
        #expect(broker.awaitSubscription("cmd/#"))
        let asker = try Program(
            "/usr/bin/mosquitto_rr",
            [
                "-h", "127.0.0.1", "-p", "\(broker.port)", "-V", "5", "-t", "cmd/pv1/inverter/limit", "-e",
                "my/answers", "-m", "true", "-q", "1",
                "-D", "publish", "correlation-data", "k1", "-F", "MESSAGE %t %D %p",
            ])
        let request = try #require(gateway.happenings.nextRequest())
        #expect(request.text == "pv1.inverter.limit=true")
        gateway.answer(request: request.token, GW_OK)
        #expect(
            asker.message() == #"my/answers k1 {"id":null,"point":"pv1.inverter.limit","status":"ok","message":""}"#)
    }

    @Test func `a command that the broker kept is refused`() throws {
        let broker = try Mosquitto()
        try broker.publish("cmd", #"{"point":"a.b.c","value":1,"id":1}"#, ["-r"])
        let requester = try broker.subscribe("answers")
        let gateway = try gateway(broker, ["command_topic": "cmd", "response_topic": "answers"])
        defer { gateway.end() }
        gateway.start()
        #expect(
            requester.message()?.hasPrefix(
                #"1 0 answers {"id":1,"point":"a.b.c","status":"rejected","message":"the broker kept this command"#)
                == true)
        #expect(!gateway.happenings.all.contains { if case .requested = $0 { true } else { false } })
    }

    @Test func `a command that the gateway refuses at once is answered too`() throws {
        let broker = try Mosquitto()
        let requester = try broker.subscribe("answers")
        let gateway = try gateway(broker, ["command_topic": "cmd", "response_topic": "answers"])
        defer { gateway.end() }
        gateway.start()
        #expect(broker.awaitSubscription("cmd"))
        try broker.publish("cmd", #"{"point":"refused.at.once","value":1}"#)
        #expect(
            requester.message()
                == #"1 0 answers {"id":null,"point":"refused.at.once","status":"unsupported","message":"the gateway refused the command (unsupported)"}"#
        )
    }

    @Test func `messages show in the trace while it is on`() throws {
        let broker = try Mosquitto()
        let gateway = try gateway(broker, [:])
        defer { gateway.end() }
        gateway.start()
        _ = gateway.happenings.nextLinkUp()
        gateway.trace(true)
        #expect(
            gateway.happenings.nextAnswer(to: gateway.deliver(samples { $0.append(Sample(point: 100, int: 1)) }))
                == GW_OK)
        gateway.trace(false)
        #expect(
            gateway.happenings.nextAnswer(to: gateway.deliver(samples { $0.append(Sample(point: 100, int: 1)) }))
                == GW_OK)
        let frames = gateway.happenings.all.compactMap {
            if case .frame(let sent, let words) = $0 { "\(sent) \(words)" } else { nil }
        }
        #expect(frames == ["true PUBLISH 1 to gateway/demo/pv1/inverter, QoS 1, 115 bytes", "false PUBACK 1: taken"])
    }
}

extension Program {
    /// The next message with `part` in it.
    fileprivate func message(containing part: String) -> String? {
        while let message = message() {
            if message.contains(part) { return message }
        }
        return nil
    }
}
