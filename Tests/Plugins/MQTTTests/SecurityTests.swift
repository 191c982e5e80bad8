import CGatewayABI
import GatewayCore
import Testing

/// Logins, access lists and TLS at a real mosquitto.
@Suite(.enabled(if: Mosquitto.isInstalled, "mosquitto and mosquitto-clients are not installed"), .serialized)
struct SecurityTests {
    private func gateway(_ broker: Mosquitto, _ more: [String: String]) throws -> TestGateway {
        try TestGateway(["host": "127.0.0.1", "port": "\(broker.port)"].merging(more) { $1 }, points: demoPoints)
    }

    private func guardedBroker() throws -> Mosquitto {
        let folder = TemporaryFolder()
        let passwords = folder.write("passwords", "")
        #expect(try Program("/usr/bin/mosquitto_passwd", ["-b", passwords, "gateway", "right"]).wait() == 0)
        let access = folder.write("access", "user gateway\ntopic write gateway/#\n")
        return try Mosquitto("allow_anonymous false\npassword_file \(passwords)\nacl_file \(access)", folder: folder)
    }

    @Test(arguments: ["5", "3.1.1"]) func `the right password is let in`(_ version: String) throws {
        let broker = try guardedBroker()
        let gateway = try gateway(broker, ["user": "gateway", "password": "right", "protocol": version])
        defer { gateway.end() }
        gateway.start()
        #expect(
            gateway.happenings.nextAnswer(to: gateway.deliver(samples { $0.append(Sample(point: 100, int: 1)) }))
                == GW_OK)
    }

    @Test(arguments: [("5", "135"), ("3.1.1", "5")]) func `the wrong password is told from a broker that is away`(
        _ version: String, _ code: String
    )
        throws
    {
        let broker = try guardedBroker()
        let gateway = try gateway(broker, ["user": "gateway", "password": "wrong", "protocol": version])
        defer { gateway.end() }
        gateway.start()
        let failure = gateway.happenings.nextFailure()
        #expect(failure?.status == GW_UNREACHABLE)
        #expect(
            failure?.message
                == "127.0.0.1:\(broker.port) refuses user 'gateway': not authorized (\(code)); check user, password and the broker's access list"
        )
    }

    @Test func `a topic that the access list forbids is rejected with the reason`() throws {
        let broker = try guardedBroker()
        let gateway = try gateway(broker, ["user": "gateway", "password": "right", "topic": "elsewhere"])
        defer { gateway.end() }
        gateway.start()
        _ = gateway.happenings.nextLinkUp()
        let token = gateway.deliver(samples { $0.append(Sample(point: 100, int: 1)) })
        #expect(
            gateway.happenings.nextAnswerMessage(to: token)
                == "\(GW_REJECTED) the broker refuses the message: not authorized (135); check its access list for the topic"
        )
    }

    @Test func `a trusted broker is spoken to with TLS`() throws {
        let authority = try TestAuthority()
        let broker = try authority.broker()
        let gateway = try gateway(broker, ["tls": "on", "ca_file": authority.certificate, "host": "localhost"])
        defer { gateway.end() }
        #expect(gateway.start() == nil)
        #expect(gateway.happenings.nextLinkUp() == "connected to localhost:\(broker.port)")
        #expect(
            gateway.happenings.nextAnswer(to: gateway.deliver(samples { $0.append(Sample(point: 100, int: 1)) }))
                == GW_OK)
    }

    @Test func `messages larger than a TLS record pass`() throws {
        let authority = try TestAuthority()
        let broker = try authority.broker()
        let gateway = try gateway(
            broker,
            ["tls": "on", "ca_file": authority.certificate, "host": "localhost", "max_message_bytes": "1000000"])
        defer { gateway.end() }
        gateway.start()
        let tokens = (0..<20).map { _ in
            gateway.deliver(samples { $0.append(point: 102, text: String(repeating: "z", count: 200_000)) })
        }
        for token in tokens { #expect(gateway.happenings.nextAnswer(to: token) == GW_OK) }
    }

    @Test func `a broker with a certificate of somebody else is not trusted`() throws {
        let broker = try TestAuthority().broker()
        let other = try TestAuthority()
        let gateway = try gateway(broker, ["tls": "on", "ca_file": other.certificate, "host": "localhost"])
        defer { gateway.end() }
        gateway.start()
        let failure = gateway.happenings.nextFailure()
        #expect(failure?.status == GW_UNREACHABLE)
        #expect(failure?.message.contains("certificate verify failed") == true, "\(failure?.message ?? "")")
        #expect(failure?.message.contains("check ca_file") == true)
    }

    @Test func `a certificate for another name is refused unless that is dangerously ignored`() throws {
        let authority = try TestAuthority(name: "broker.example")
        let broker = try authority.broker()
        let settings = ["tls": "on", "ca_file": authority.certificate, "host": "localhost"]
        let strict = try gateway(broker, settings)
        defer { strict.end() }
        strict.start()
        #expect(strict.happenings.nextFailure()?.status == GW_UNREACHABLE)
        let lax = try gateway(broker, settings.merging(["tls_check": "dangerously-ignore-name"]) { $1 })
        defer { lax.end() }
        lax.start()
        #expect(lax.happenings.nextLinkUp() != nil)
    }

    @Test func `TLS to a port that speaks plainly is given up, and so is silence`() throws {
        let plain = FakeBroker(.init(greets: false))
        defer { plain.end() }
        let gateway = try TestGateway(
            ["host": "127.0.0.1", "port": "\(plain.port)", "tls": "on", "connect_timeout_ms": "300"], points: demoPoints
        )
        defer { gateway.end() }
        gateway.start()
        #expect(gateway.happenings.nextFailure()?.status == GW_UNREACHABLE)
    }

    @Test func `TLS to a port where nobody listens does not spin`() throws {
        let port = LoopbackPort.free()
        let gateway = try TestGateway(["host": "127.0.0.1", "port": "\(port)", "tls": "on"], points: demoPoints)
        defer { gateway.end() }
        gateway.start()
        #expect(gateway.happenings.nextFailure()?.message == "no connection to 127.0.0.1:\(port): connection refused")
    }
}
