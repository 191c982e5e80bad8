import GatewayClient
import GatewayWire
import Glibc
import Synchronization
import Testing

extension EndToEnd {
    /// Those who look on: live streams, and clients that stay when the gateway wants to go.
    @Suite struct ControlTests {
        private let folder = TemporaryFolder()

        @Test func `streams follow live, and keep nobody from ending`() async throws {
            let device = try Device(.counter)
            let site = try TestSite(folder, plugins: ["modbus"])
            site.channel("field", port: device.port, points: PointTable.registers(10..<14), period: "50 ms")
            let gateway = try await GatewayProcess(site)
            _ = try await gateway.allGood()
            let updates = Mutex(0)
            let frames = Mutex<[TraceLine]>([])
            let client = gateway.client
            async let watching: Void = client.watch(["field.*"]) { lines in updates.withLock { $0 += lines.count } }
            async let tracing: Void = client.trace("field") { lines in frames.withLock { $0 += lines } }
            let idle = try UnixClient(site.socket)
            let half = try UnixClient(
                site.socket, sending: "POST /api/v1/commands HTTP/1.1\r\nContent-Length: 100\r\n\r\n{")
            try await until("both streams have something") {
                updates.withLock { $0 } > 20 && frames.withLock { $0.count } > 20
            }
            let traced = frames.withLock { $0 }
            #expect(Set(traced.map(\.direction)) == ["sent", "received"])
            #expect(traced.filter { $0.direction == "sent" }.allSatisfy { $0.hex.hasSuffix("0103000a0004") })

            let end = try await gateway.terminate()
            #expect(end.status == .exited(0))
            #expect(end.took <= .seconds(5))
            _ = try? await (watching, tracing)
            figure("SIGTERM with two live streams, an idle client and half a request: ended in \(end.took.text)")
            withExtendedLifetime((idle, half)) {}
        }

        @Test func `what makes no sense is answered, and harms nobody`() async throws {
            let device = try Device(.counter)
            let site = try TestSite(folder, plugins: ["modbus"])
            site.channel("field", port: device.port, points: PointTable.registers(10..<14), period: "50 ms")
            let gateway = try await GatewayProcess(site)
            let requests = [
                "GET /api/v1/nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "DELETE /api/v1/points HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "POST /api/v1/commands HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3\r\n\r\n{{{",
                "GET /api/v1/points?limit=-1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /api/v1/points/%ff%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "\u{0}\u{1}\u{2}\r\n\r\n",
            ]
            for request in requests {
                let answer = try await UnixClient(site.socket, sending: request).answer()
                #expect(answer.hasPrefix("HTTP/1.1 4"), "\(request.debugDescription): \(answer)")
            }
            let clients = try (0..<200).map { _ in try UnixClient(site.socket) }
            _ = try await gateway.allGood()
            #expect(try await gateway.terminate().status == .exited(0))
            withExtendedLifetime(clients) {}
        }
    }
}
