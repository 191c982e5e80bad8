import GatewayAPI
import GatewayClient
import GatewayWire
import Testing

@Suite struct RouteTests {
    let gateway = GatewayOfValues()

    private func served(_ body: @Sendable (GatewayClient) async throws -> Void) async throws {
        let folder = try SocketFolder()
        try await serving(gateway, at: folder.socket, body)
    }

    /// Macros take no `try await` inside a closure that throws; this does.
    private func expect<Shape: Equatable>(
        _ answer: Shape, _ wanted: Shape, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(answer == wanted, sourceLocation: sourceLocation)
    }

    @Test func `every resource brings what the gateway said`() async throws {
        let gateway = gateway
        try await served { client in
            try await expect(client.status(), gateway.status())
            try await expect(client.channels(), gateway.channels())
            try await expect(client.sinks(), gateway.sinks())
            try await expect(client.reload(), gateway.reload())
            try await expect(client.allPoints(matching: []), GatewayOfValues.points)
            try await expect(client.fetch(ClientRequest(path: ["api", "v1", "channels", "pv"])), gateway.channels()[0])
            try await expect(client.fetch(ClientRequest(path: ["api", "v1", "sinks", "mqtt"])), gateway.sinks()[0])
        }
    }

    @Test func `the API lists itself, each resource once, with the role it needs`() async throws {
        try await served { client in
            let routes = try await client.fetch(ClientRequest(path: ["api", "v1"]), as: [RouteInfo].self)
            #expect(Set(routes.map { $0.method + $0.path }).count == routes.count)
            #expect(routes.first { $0.path == "/api/v1/commands" }?.role == "operator")
            #expect(routes.first { $0.path == "/api/v1/reload" }?.role == "engineer")
        }
    }

    @Test func `plugins show their schema on demand only, and are looked for again on demand only`() async throws {
        let gateway = gateway
        try await served { client in
            let bare = try await client.plugins()
            #expect(bare.allSatisfy { $0.schema == nil })
            #expect(gateway.state.withLock { $0.rescans } == 0)
            try await expect(client.plugins(rescan: true, schema: true), gateway.plugins(rescan: false))
            #expect(gateway.state.withLock { $0.rescans } == 1)
            try await expect(client.plugin("modbus").schema?.settings.first?.key, "host")
        }
    }

    @Test func `points come in pages`() async throws {
        let gateway = gateway
        try await served { client in
            let first = try await client.points(PointQuery(match: ["pv.*", "*power"], limit: 2))
            #expect(first.points == Array(GatewayOfValues.points.prefix(2)))
            #expect(first.next == "pv.inverter.serial")
            let rest = try await client.points(PointQuery(limit: 2, after: first.next))
            #expect(rest.points == Array(GatewayOfValues.points.suffix(1)))
            #expect(rest.next == nil)
            #expect(gateway.state.withLock { $0.queries.first?.match } == ["pv.*", "*power"])
        }
    }

    @Test func `a point is found by any name it may have`() async throws {
        try await served { client in
            let odd = GatewayOfValues.points[2]
            try await expect(client.fetch(ClientRequest(path: ["api", "v1", "points", odd.name])), odd)
            try await expect(
                client.read([odd.name, "pv.inverter.power"]).map(\.name), [odd.name, "pv.inverter.power"])
        }
    }

    @Test func `a channel or sink is started anew, and answers as it is then`() async throws {
        let gateway = gateway
        try await served { client in
            try await expect(client.restart(channel: "pv"), gateway.channels()[0])
            try await expect(client.restart(sink: "mqtt"), gateway.sinks()[0])
            #expect(gateway.state.withLock { $0.restarted } == ["channel pv", "sink mqtt"])
            await #expect(throws: (any Error).self) { _ = try await client.restart(channel: "nobody") }
        }
    }

    @Test func `a plugin is moved to its newer file`() async throws {
        let gateway = gateway
        try await served { client in
            try await expect(client.upgrade(plugin: "modbus"), gateway.upgrade(plugin: "modbus"))
        }
    }

    @Test func `a command reaches the gateway and brings its one answer`() async throws {
        let gateway = gateway
        try await served { client in
            let request = WriteRequest(point: "pv.inverter.limit", value: .uint(.max), timeoutMs: 300)
            try await expect(client.write(request), WriteResult(point: request.point, status: "ok", tookMs: 1.5))
            #expect(gateway.state.withLock { $0.written } == [request])
            try await expect(client.write(WriteRequest(point: "locked", value: .bool(true))).status, "rejected")
        }
    }

    @Test func `history brings rows or buckets`() async throws {
        let gateway = gateway
        try await served { client in
            var query = HistoryQuery(
                name: "pv.inverter.power", from: GatewayOfValues.noon, to: GatewayOfValues.noon.advanced(bySeconds: 60))
            let rows = try await client.history(query).rows
            #expect(rows?.first?.value.number?.isNaN == true)
            query.bucketMs = 1000
            try await expect(client.history(query).buckets?.first?.last, .float(2.5))
            #expect(gateway.state.withLock { $0.histories.last } == query)
        }
    }

    @Test func `Prometheus gets its text`() async throws {
        try await served { client in
            let text = String(decoding: try await client.send(ClientRequest(path: ["metrics"])), as: UTF8.self)
            #expect(text.contains("gateway_info{site=\"demo \\\"a\\\"\",version=\"0.1.0\"} 1\n"))
            #expect(text.contains("# TYPE gateway_samples_total counter\ngateway_samples_total 18446744073709551615\n"))
            #expect(text.contains("gateway_uptime_seconds 90.0\n"))
            #expect(text.contains("gateway_channels{state=\"connected\"} 1\ngateway_channels{state=\"waiting\"} 0\n"))
            #expect(text.contains("gateway_lane_dropped_total{sink=\"mqtt\"} 8\n"))
        }
    }
}
