import GatewayAPI
import GatewayClient
import GatewayWire
import Testing

@Suite struct LiveStreamTests {
    let gateway = GatewayOfValues()
    let update = PointUpdate(
        name: "pv.inverter.power", value: .float(.nan), quality: "good", receiveTime: GatewayOfValues.noon)

    @Test(.timeLimit(.minutes(1))) func `updates arrive while the stream is open, and the gateway's end ends it`()
        async throws
    {
        let (gateway, update) = (gateway, update)
        let folder = try SocketFolder()
        try await serving(gateway, at: folder.socket) { client in
            gateway.feed.yield([update, update])
            var seen: [PointUpdate] = []
            try await client.watch(["pv.*"]) { updates in
                seen += updates
                if seen.count == 2 { gateway.feed.yield([update]) }
                if seen.count == 3 { gateway.feed.finish() }
            }
            #expect(seen.map(\.name) == [update.name, update.name, update.name])
            #expect(seen.allSatisfy { $0.value.number?.isNaN == true })
            #expect(gateway.state.withLock { $0.queries.first?.match } == ["pv.*"])
        }
    }

    @Test(.timeLimit(.minutes(1))) func `the gateway is told when the client goes`() async throws {
        let (gateway, update) = (gateway, update)
        let folder = try SocketFolder()
        try await serving(gateway, at: folder.socket) { client in
            gateway.feed.yield([update])
            await #expect(throws: Left.self) {
                try await client.watch([]) { _ in throw Left() }
            }
            for await _ in gateway.ended { break }
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a cancelled client leaves an idle stream at once`() async throws {
        let (gateway, update) = (gateway, update)
        let folder = try SocketFolder()
        try await serving(gateway, at: folder.socket) { client in
            gateway.feed.yield([update])
            let (started, start) = AsyncStream<Void>.makeStream()
            let watching = Task { try await client.watch([]) { _ in start.yield() } }
            for await _ in started { break }
            watching.cancel()
            await #expect(throws: CancellationError.self) { try await watching.value }
            for await _ in gateway.ended { break }
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a stopping server ends its streams and goes`() async throws {
        let (gateway, update) = (gateway, update)
        let folder = try SocketFolder()
        let (started, start) = AsyncStream<Void>.makeStream()
        gateway.feed.yield([update])
        try await serving(gateway, at: folder.socket) { client in
            Task { try await client.watch([]) { _ in start.yield() } }
            for await _ in started { break }
        }
        for await _ in gateway.ended { break }
        #expect(folder.names == [])
    }

    @Test(.timeLimit(.minutes(1))) func `a trace tells frame by frame`() async throws {
        let folder = try SocketFolder()
        try await serving(gateway, at: folder.socket) { client in
            var lines: [TraceLine] = []
            try await client.trace("pv") { lines += $0 }
            #expect(lines.map(\.direction) == ["sent", "received"])
            #expect(lines.map(\.hex) == ["0001", "0002"])
        }
    }

    struct Left: Error {}
}
