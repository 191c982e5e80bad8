import CGatewayABI
import GatewayCore
import Testing

@testable import MQTTSink

@Suite struct SettingsTests {
    @Test(
        arguments: [
            (["topic": "a/{x}"], "topic", "{x} is no placeholder; there are {site} {sink} {channel} {device} {point}"),
            (["topic": "a/+"], "topic", "the topic 'a/+' has the wildcard '+' in it"),
            (
                ["format": "value"], "topic",
                "a bare value does not say whose it is: put {point} into the topic, or use format json"
            ),
            (["will_topic": "a/{device}"], "will_topic", "{device} has no meaning here; there are {site} {sink}"),
            (["online_payload": "on"], "will_topic", "online_payload is published to will_topic, which is empty"),
            (["ca_file": "/x"], "ca_file", "ca_file is given, but tls is off"),
            (
                ["tls": "on", "cert_file": "/x"], "cert_file",
                "cert_file and key_file belong together: give both or none"
            ),
            (
                ["command_topic": "a/+"], "command_topic",
                "'+' and '#' have no place in '+'; name parts of the point as {channel}/{device}/{point}"
            ),
            (["password": "x", "protocol": "3.1.1"], "user", "MQTT 3.1.1 takes a password only together with a user"),
        ] as [([String: String], String, String)])
    func `settings that contradict each other are refused with the mend`(
        _ settings: [String: String], _ setting: String, _ message: String
    ) {
        #expect(throws: TestGateway.Fault(status: GW_CONFIGURATION, message: message, setting: setting)) {
            try TestGateway(settings)
        }
    }

    @Test func `points whose names make forbidden topics are refused`() {
        #expect(
            throws: TestGateway.Fault(
                status: GW_CONFIGURATION, message: "1 points make no topic that MQTT allows", setting: nil)
        ) {
            try TestGateway([:], points: [("a.b#.c", .int16), ("a.b.c", .int16)])
        }
    }

    @Test func `a CA file that is not there is a fault of the configuration`() throws {
        let gateway = try TestGateway(["host": "127.0.0.1", "tls": "on", "ca_file": "/nowhere/ca.pem"])
        defer { gateway.end() }
        let fault = gateway.start()
        #expect(fault?.status == GW_CONFIGURATION)
    }

    @Test(arguments: [(10, 5), (60, 30), (3600, 1800)] as [(Int, Int32)])
    func `a ping is sent after half of the keep-alive`(_ keepAlive: Int, _ ping: Int32) {
        let options = ClientOptions(
            host: "h", port: 1, version: .five, clientID: "", user: "", password: "", keepAlive: keepAlive, will: nil,
            tls: nil)
        #expect(options.pingInterval == ping)
    }

    @Test func `attempts to reach a name take turns until one succeeds`() {
        var choice = AddressFamilyChoice()
        #expect([choice.next(), choice.next(), choice.next()] == [nil, "0.0.0.0", nil])
        #expect(choice.next() == "0.0.0.0")
        choice.succeeded()
        #expect(choice.next() == "0.0.0.0")
    }
}
