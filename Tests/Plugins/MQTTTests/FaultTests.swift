import CGatewayABI
import GatewayCore
import Glibc
import Testing

/// Brokers that are away, silent or unwilling.
@Suite(.serialized) struct FaultTests {
    private func settings(_ port: Int, _ more: [String: String] = [:]) -> [String: String] {
        ["host": "127.0.0.1", "port": "\(port)"].merging(more) { $1 }
    }

    private var one: SampleBuffer { samples { $0.append(Sample(point: 100, int: 7)) } }

    @Test func `a delivery is not answered before its PUBACK`() throws {
        let broker = FakeBroker(.init(acknowledges: false))
        let gateway = try TestGateway(settings(broker.port), points: demoPoints)
        defer { gateway.end() }
        defer { broker.end() }
        gateway.start()
        _ = gateway.happenings.nextLinkUp()
        let token = gateway.deliver(
            samples {
                $0.append(Sample(point: 100, int: 7))
                $0.append(point: 102, text: "on")
            })
        #expect(broker.next()?.topic == "gateway/demo/pv1/inverter")
        #expect(broker.next()?.topic == "gateway/demo/pv1/meter")
        // Both have arrived, and the sink has had a turn of its loop since.
        #expect(gateway.window == 8)
        #expect(!gateway.happenings.all.contains { if case .answered = $0 { true } else { false } })
        broker.acknowledge()
        #expect(gateway.happenings.nextAnswer(to: token) == GW_OK)
    }

    @Test func `what was not acknowledged is published once more after the connection broke, as a resent block`() throws
    {
        let broker = FakeBroker(.init(acknowledges: false))
        let gateway = try TestGateway(settings(broker.port), points: demoPoints, restarts: true)
        defer { gateway.end() }
        defer { broker.end() }
        gateway.start()
        _ = gateway.happenings.nextLinkUp()
        let token = gateway.deliver(one)
        let first = try #require(broker.next())
        broker.hangUp()
        #expect(gateway.happenings.nextFailure()?.status == GW_UNREACHABLE)
        let second = try #require(broker.next())
        #expect(!second.isDuplicate)
        #expect(second.payload == first.payload.replacing(#","samples""#, with: #","resent":true,"samples""#))
        broker.acknowledge()
        #expect(gateway.happenings.nextFinalAnswer(to: token) == GW_OK)
        let third = gateway.deliver(one)
        #expect(broker.next()?.payload.contains(#""block":"1-4-2""#) == true)
        broker.acknowledge()
        #expect(gateway.happenings.nextFinalAnswer(to: third) == GW_OK)
    }

    @Test func `nobody listening is unreachable`() throws {
        let port = LoopbackPort.free()
        let gateway = try TestGateway(settings(port), points: demoPoints)
        defer { gateway.end() }
        let fault = gateway.start()
        let failure = fault.map { ($0.status, $0.message) } ?? gateway.happenings.nextFailure()
        #expect(failure?.0 == GW_UNREACHABLE)
        #expect(failure?.1 == "no connection to 127.0.0.1:\(port): Connection refused")
    }

    @Test func `a host name is looked up without the loop waiting for it`() throws {
        let broker = FakeBroker()
        let gateway = try TestGateway(["host": "localhost", "port": "\(broker.port)"], points: demoPoints)
        defer { gateway.end() }
        defer { broker.end() }
        #expect(gateway.start() == nil)
        #expect(gateway.happenings.nextLinkUp() == "connected to localhost:\(broker.port)")
    }

    @Test func `a name that does not exist is unreachable`() throws {
        let gateway = try TestGateway(["host": "broker.invalid", "connect_timeout_ms": "20000"], points: demoPoints)
        defer { gateway.end() }
        #expect(gateway.start() == nil)
        let failure = gateway.happenings.nextFailure()
        #expect(failure?.status == GW_UNREACHABLE)
        #expect(failure?.message == "no connection to broker.invalid:1883: the host name cannot be looked up")
    }

    @Test func `stop while the name is looked up leaves the look-up to itself`() throws {
        let gateway = try TestGateway(["host": "broker.invalid"], points: demoPoints)
        for _ in 0..<20 {
            #expect(gateway.start() == nil)
            gateway.stop()
        }
        gateway.end()
    }

    @Test func `a broker that accepts but never greets is given up after the connect time-out`() throws {
        let broker = FakeBroker(.init(greets: false))
        let gateway = try TestGateway(settings(broker.port, ["connect_timeout_ms": "200"]), points: demoPoints)
        defer { gateway.end() }
        defer { broker.end() }
        #expect(gateway.start() == nil)
        let failure = gateway.happenings.nextFailure()
        #expect(failure?.status == GW_UNREACHABLE)
        #expect(
            failure?.message
                == "127.0.0.1:\(broker.port) does not answer as an MQTT broker: no answer within 0.2 seconds")
    }

    @Test func `a full backlog never blocks the loop`() throws {
        let (listener, port) = LoopbackPort.listening(backlog: 0)
        defer { close(listener) }
        // One waits to be accepted, the next handshakes get no answer.
        let crowd = try (0..<3).map { _ in
            try TestGateway(settings(port, ["connect_timeout_ms": "300"]), points: demoPoints)
        }
        defer { for gateway in crowd { gateway.end() } }
        for gateway in crowd {
            #expect(gateway.start() == nil)
            #expect(gateway.window == 8)
        }
        for gateway in crowd { #expect(gateway.happenings.nextFailure()?.status == GW_UNREACHABLE) }
    }

    @Test func `blocks offered before the greeting wait for it`() throws {
        let broker = FakeBroker()
        let gateway = try TestGateway(settings(broker.port), points: demoPoints)
        defer { gateway.end() }
        defer { broker.end() }
        gateway.start()
        let tokens = (0..<3).map { _ in gateway.deliver(one) }
        for token in tokens { #expect(gateway.happenings.nextAnswer(to: token) == GW_OK) }
        #expect((0..<3).map { _ in broker.next()?.payload.contains("samples") } == [true, true, true])
    }

    @Test(arguments: [
        (
            UInt8(0x87), GW_REJECTED,
            "the broker refuses the message: not authorized (135); check its access list for the topic"
        ),
        (0x97, GW_RETRY, "the broker did not take the message: quota exceeded (151)"),
        (0x90, GW_REJECTED, "the broker refuses the message: topic name invalid (144)"),
    ])
    func `the reason of a refused message decides what becomes of its block`(
        _ reason: UInt8, _ status: Int32, _ message: String
    )
        throws
    {
        let broker = FakeBroker(.init(reason: reason))
        let gateway = try TestGateway(settings(broker.port), points: demoPoints)
        defer { gateway.end() }
        defer { broker.end() }
        gateway.start()
        _ = gateway.happenings.nextLinkUp()
        #expect(gateway.happenings.nextAnswerMessage(to: gateway.deliver(one)) == "\(status) \(message)")
    }

    @Test(arguments: [
        (UInt8(0x84), GW_CONFIGURATION, "does not speak this version of MQTT"),
        (0x85, GW_CONFIGURATION, "choose another client_id"),
        (0x86, GW_UNREACHABLE, "wants a login"), (0x88, GW_UNREACHABLE, "server unavailable (136)"),
    ])
    func `the reason of a refused connection decides whether it is tried again`(
        _ reason: UInt8, _ status: Int32, _ part: String
    ) throws {
        let broker = FakeBroker(.init(greeting: reason))
        let gateway = try TestGateway(settings(broker.port), points: demoPoints)
        defer { gateway.end() }
        defer { broker.end() }
        gateway.start()
        let failure = gateway.happenings.nextFailure()
        #expect(failure?.status == status)
        #expect(failure?.message.contains(part) == true, "\(failure?.message ?? "")")
    }

    @Test func `the reason of the broker's goodbye is told`() throws {
        let broker = FakeBroker()
        let gateway = try TestGateway(settings(broker.port), points: demoPoints)
        defer { gateway.end() }
        defer { broker.end() }
        gateway.start()
        _ = gateway.happenings.nextLinkUp()
        broker.dismiss(0x8E)
        #expect(
            gateway.happenings.nextFailure()?.message
                == "connection to 127.0.0.1:\(broker.port) lost: session taken over by another client with the same client_id (142)"
        )
    }

    @Test func `a broker's limit of packet size splits messages`() throws {
        // Maximum Packet Size (39) = 600.
        let broker = FakeBroker(.init(properties: [39, 0, 0, 2, 88]))
        let gateway = try TestGateway(settings(broker.port, ["topic": "t"]), points: demoPoints)
        defer { gateway.end() }
        defer { broker.end() }
        gateway.start()
        _ = gateway.happenings.nextLinkUp()
        let token = gateway.deliver(
            samples { for value in 0..<20 { $0.append(Sample(point: 100, int: Int64(value))) } })
        var payloads: [String] = []
        while payloads.joined().split(separator: #""value""#).count < 21, let message = broker.next() {
            payloads.append(message.payload)
        }
        #expect(payloads.count == 4)
        #expect(payloads.allSatisfy { $0.utf8.count <= 583 })
        #expect(payloads.last?.contains(#""part":4,"#) == true)
        #expect(gateway.happenings.nextAnswer(to: token) == GW_OK)
    }

    @Test func `a broker that reads nothing holds QoS 0 back instead of filling memory`() throws {
        let broker = FakeBroker(.init(reads: false))
        let gateway = try TestGateway(settings(broker.port, ["qos": "0"]), points: demoPoints)
        defer { gateway.end() }
        defer { broker.end() }
        gateway.start()
        _ = gateway.happenings.nextLinkUp()
        let large = samples { $0.append(point: 102, text: String(repeating: "x", count: 100_000)) }
        var pending = 0
        // Buffers of the kernel take some megabytes; then the answers stay away, which is what holds the lane back.
        for _ in 0..<400 where pending == 0 {
            let token = gateway.deliver(large)
            if !gateway.happenings.all.contains(.answered(token, GW_OK, "at once")) { pending += 1 }
        }
        #expect(pending == 1)
        broker.hangUp()
        #expect(gateway.happenings.nextFailure()?.status == GW_UNREACHABLE)
    }
}
