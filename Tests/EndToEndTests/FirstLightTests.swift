import Foundation
import GatewayWire
import Testing

extension EndToEnd {
    /// From registers to a broker, with the sites that we show to newcomers.
    @Suite(.enabled(if: Broker.isInstalled, "mosquitto is not installed")) struct FirstLightTests {
        private let folder = TemporaryFolder()

        @Test(.enabled(if: RegisterReader.isInstalled, "mbpoll is not installed"))
        func `what the broker gets is what another client reads from the registers`() async throws {
            let device = try Device(.energySite)
            let broker = Broker(folder)
            try await broker.start()
            let subscriber = try await broker.subscribe("gateway/#")
            let site = try TestSite(folder, copying: "config/demo")
            try site.rename("sinks/mqtt.yaml.example", "sinks/mqtt.yaml")
            let began = Date.now
            let gateway = try await GatewayProcess(
                site, environment: ["GATEWAY_DEMO_PORT": "\(device.port)", "GATEWAY_MQTT_PORT": "\(broker.port)"])
            var wanted: [String: Double] = [:]
            for (unit, name, table) in [(1, "pv", "pv-inverter"), (2, "battery", "battery"), (3, "grid", "grid-meter")]
            {
                let reader = try RegisterReader(port: device.port, unit: unit, folder: folder)
                for (point, value) in try await reader.values(
                    of: "\(BuildFolder.project)/config/demo/points/\(table).csv")
                {
                    wanted["\(name)/\(point)"] = value
                }
            }
            try #require(wanted.count > 70)
            var got: [String: PublishedBlock.Sample] = [:]
            try await until("all \(wanted.count) points arrive", within: .seconds(15)) {
                for message in subscriber.messages() {
                    let device = message.topic.split(separator: "/").last ?? ""
                    for sample in try PublishedBlock(message).samples { got["\(device)/\(sample.name)"] = sample }
                }
                return got.count >= wanted.count
            }
            #expect(Set(got.keys) == Set(wanted.keys))
            let range = Int64(began.timeIntervalSince1970 * 1000)...Int64(Date.now.timeIntervalSince1970 * 1000)
            for (point, sample) in got {
                let value = try #require(sample.number, "\(point)")
                let expected = try #require(wanted[point])
                #expect(abs(value - expected) <= 1e-6 * max(1, abs(expected)), "\(point)")
                #expect(sample.quality == "good", "\(point)")
                #expect(range.contains(try #require(sample.time)), "\(point)")
            }
            figure("first light: \(got.count) points equal mbpoll's, API up after \(gateway.startTook.text)")
            #expect(try await gateway.terminate().status == .exited(0))
        }

        @Test(.enabled(if: PymodbusServer.isInstalled, "pymodbus is not installed"))
        func `a pymodbus server is read, published and commanded`() async throws {
            let server = try PymodbusServer(folder)
            let broker = Broker(folder)
            try await broker.start()
            let subscriber = try await broker.subscribe("gateway/#")
            let site = try TestSite(folder, copying: "config/example-pymodbus")
            let gateway = try await GatewayProcess(
                site, environment: ["PYMODBUS_PORT": "\(server.port)", "GATEWAY_MQTT_PORT": "\(broker.port)"])
            _ = try await gateway.allGood(within: .seconds(20))
            var got: [String: Double] = [:]
            try await until("telemetry of both drives arrives") {
                got.merge(try latest(subscriber)) { _, new in new }
                return got.count == 10
            }
            #expect(got["drive1/current"] == 12.34)
            #expect(got["drive2/current"] == 12.35)
            #expect(got["drive1/running"] == 1)
            #expect(got["drive1/fault"] == 0)
            #expect((1445...1455).contains(try #require(got["drive1/speed"])))
            let result = try await gateway.client.write(
                WriteRequest(point: "bench.drive1.speed_setpoint", value: .int(-900)))
            #expect(result.status == "ok")
            try await until("drive 1 follows its setpoint") {
                (-905 ... -895).contains(try latest(subscriber)["drive1/speed"] ?? 0)
            }
        }

        private func latest(_ subscriber: Subscriber) throws -> [String: Double] {
            var got: [String: Double] = [:]
            for message in subscriber.messages() {
                let device = message.topic.split(separator: "/").last ?? ""
                for sample in try PublishedBlock(message).samples { got["\(device)/\(sample.name)"] = sample.number }
            }
            return got
        }
    }
}
