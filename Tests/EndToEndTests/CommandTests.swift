import Foundation
import GatewayClient
import GatewayWire
import ModbusSimulator
import Testing

extension EndToEnd {
    /// Commands from the API and from a topic, down to the register and back.
    @Suite(.enabled(if: Broker.isInstalled, "mosquitto is not installed")) struct CommandTests {
        private static let points = """
            id,kind,type,scale,table,address,minimum,maximum
            limit,setpoint,uint16,0.1,holding,0,0,90
            raw,telemetry,uint16,1,holding,0,,
            state,signal,uint16,1,input,0,,

            """
        private let folder = TemporaryFolder()

        @Test func `a command has exactly one answer, and what is refused changes nothing`() async throws {
            let device = try Device(.pvInverter)
            let broker = Broker(folder)
            try await broker.start()
            let site = try TestSite(folder)
            site.channel("pv", port: device.port, points: Self.points, period: "50 ms")
            site.sink(port: broker.port, settings: "command_topic: bench/cmd", lines: "commands: operator")
            site.sink("deaf", port: broker.port, settings: "command_topic: bench/deaf")
            let gateway = try await GatewayProcess(site)
            _ = try await gateway.allGood()
            let answers = try await broker.subscribe("answers/#")
            try await connected(gateway, broker, answers)

            try await viaAPI(gateway)
            try await viaBroker(gateway, broker, answers)
        }

        private func viaAPI(_ gateway: GatewayProcess) async throws {
            #expect(
                try await gateway.client.write(WriteRequest(point: "pv.unit.limit", value: .float(55.5))).status == "ok"
            )
            try await raw(gateway, becomes: 555)
            let high = try await gateway.client.write(WriteRequest(point: "pv.unit.limit", value: .int(91)))
            #expect(high.status != "ok")
            #expect(high.message == "91.0 is above the maximum 90.0")
            let fixed = try await gateway.client.write(WriteRequest(point: "pv.unit.state", value: .int(1)))
            #expect(fixed.message == "point is not writable")
            let unknown = await #expect(throws: ClientError.self) {
                try await gateway.client.write(WriteRequest(point: "pv.unit.limits", value: .int(1)))
            }
            guard case .refused(404, _)? = unknown else {
                Issue.record("an unknown point is answered with \(String(describing: unknown))")
                return
            }
            #expect(try await gateway.point("pv.unit.raw").value == .int(555))
        }

        private func viaBroker(_ gateway: GatewayProcess, _ broker: Broker, _ answers: Subscriber) async throws {
            let good = #"{"point":"pv.unit.limit","value":44.4,"id":"good"}"#
            let commands = [
                ("bench/cmd", good),
                ("bench/cmd", #"{"point":"pv.unit.limit","value":-1,"id":"low"}"#),
                ("bench/cmd", #"{"point":"pv.unit.state","value":1,"id":"fixed"}"#),
                ("bench/cmd", #"{"point":"pv.unit.nothing","value":1,"id":"unknown"}"#),
                ("bench/cmd", "nonsense"),
                ("bench/deaf", #"{"point":"pv.unit.limit","value":1,"id":"deaf"}"#),
                ("bench/cmd", #"{"point":"pv.unit.raw","value":1,"id":"last"}"#),
            ]
            for (topic, payload) in commands { try await broker.publish(topic, payload, responseTopic: "answers/all") }
            var got: [Answer] = []
            try await until("\(commands.count) answers arrive") {
                got += try answers.messages().map(Answer.init)
                return got.count >= commands.count
            }
            let status = Dictionary(grouping: got, by: { $0.id ?? "" }).mapValues { $0.map(\.status) }
            #expect(status["good"] == ["ok"])
            for refused in ["low", "fixed", "unknown", "", "deaf", "last"] {
                #expect(status[refused]?.count == 1, "\(refused)")
                #expect(status[refused]?.contains("ok") == false, "\(refused)")
            }
            try await raw(gateway, becomes: 444)
            try await repeated(good, gateway, broker, answers)
            #expect(try await gateway.client.status().faultCount == 0)
        }

        /// A command that comes a second time has the same answer, and is not carried out again.
        private func repeated(
            _ command: String, _ gateway: GatewayProcess, _ broker: Broker, _ answers: Subscriber
        ) async throws {
            #expect(
                try await gateway.client.write(WriteRequest(point: "pv.unit.limit", value: .float(33.3))).status == "ok"
            )
            try await broker.publish("bench/cmd", command, responseTopic: "answers/all")
            let answer = try await Answer(answers.message())
            #expect(answer.id == "good")
            #expect(answer.status == "ok")
            try await raw(gateway, becomes: 333)
            #expect(answers.messages().isEmpty)
        }

        @Test func `a device that is gone or silent answers a command within its lifetime`() async throws {
            let device = try Device(.pvInverter)
            let broker = Broker(folder)
            try await broker.start()
            let site = try TestSite(folder)
            site.channel("pv", port: device.port, points: Self.points, period: "50 ms", settings: "timeout_ms: 400")
            site.sink(port: broker.port, settings: "command_topic: bench/cmd", lines: "commands: operator")
            let gateway = try await GatewayProcess(site)
            _ = try await gateway.allGood()
            let answers = try await broker.subscribe("answers/#")
            try await connected(gateway, broker, answers)

            try device.start(faults: FaultPlan([.init(.silence, .every(1))]))
            try await until("the gateway is connected to the silent device") { device.requests > 0 }
            try await answersInTime(gateway, "silent")
            device.stop()
            try await until("the points are bad") {
                try await gateway.point("pv.unit.raw").quality == "bad(not-connected)"
            }
            try await answersInTime(gateway, "missing")
            let began = ContinuousClock.now
            try await broker.publish(
                "bench/cmd", #"{"point":"pv.unit.limit","value":10,"id":"gone"}"#, responseTopic: "answers/all")
            let answer = try await answers.message(within: .seconds(7))
            #expect(ContinuousClock.now - began < .seconds(6))
            #expect(try Answer(answer).status != "ok")
        }

        private func answersInTime(_ gateway: GatewayProcess, _ device: String) async throws {
            let began = ContinuousClock.now
            let result = try await gateway.client.write(
                WriteRequest(point: "pv.unit.limit", value: .int(10), timeoutMs: 1000))
            let took = ContinuousClock.now - began
            #expect(["timeout", "unreachable"].contains(result.status))
            #expect(took < .milliseconds(1500))
            figure("command to a \(device) device: \(result.status) after \(took.text)")
        }

        /// Commands are never stored, so the first may be sent only when somebody listens: until one is answered.
        private func connected(_ gateway: GatewayProcess, _ broker: Broker, _ answers: Subscriber) async throws {
            try await until("the sinks are connected") {
                try await gateway.client.sinks().allSatisfy { $0.state == "connected" }
            }
            for topic in try await gateway.client.sinks().map({ $0.id == "deaf" ? "bench/deaf" : "bench/cmd" }) {
                let _: Bool = try await eventually("commands on \(topic) are heard", within: .seconds(20)) {
                    try await broker.publish(topic, "{}", responseTopic: "answers/all")
                    return (try? await answers.message(within: .seconds(1))).map { _ in true }
                }
            }
        }

        private func raw(_ gateway: GatewayProcess, becomes value: Int64) async throws {
            try await until("the register holds \(value)") {
                try await gateway.point("pv.unit.raw").value == .int(value)
            }
        }

        private struct Answer: Decodable {
            let id: String?
            let status: String

            init(_ message: Subscriber.Message) throws {
                self = try JSONDecoder().decode(Answer.self, from: Data(message.payload.utf8))
            }
        }
    }
}
