@testable import GatewayClient
import Testing

@Suite struct ClientTests {
    @Test func `nobody on the socket is said so`() async throws {
        let folder = try SocketFolder()
        await #expect(throws: ClientError.unreachable(socketPath: folder.socket, reason: "there is no such socket")) {
            try await GatewayClient(socketPath: folder.socket).status()
        }
    }

    @Test func `a path no socket can have is said so`() async {
        let path = "/" + String(repeating: "x", count: 200)
        await #expect {
            try await GatewayClient(socketPath: path).status()
        } throws: { error in
            guard case .unreachable(path, _)? = error as? ClientError else { return false }
            return true
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a gateway that says nothing is given up`() async throws {
        let folder = try SocketFolder()
        let silent = try SilentPeer(folder.socket)
        await #expect(throws: ClientError.timedOut) {
            try await GatewayClient(socketPath: folder.socket, timeout: .milliseconds(50)).status()
        }
        silent.stop()
    }

    @Test func `lines come out whole, however they arrived`() throws {
        var splitter = LineSplitter()
        #expect(try splitter.add(Array("ab".utf8)) == [])
        #expect(try splitter.add(Array("c\n\nde\nf".utf8)) == [Array("abc".utf8), Array("de".utf8)])
        #expect(try splitter.add(Array("\n".utf8)) == [Array("f".utf8)])
    }

    @Test func `a line without an end is given up`() throws {
        var splitter = LineSplitter()
        #expect(throws: ClientError.broken("a line is longer than 16 MiB")) {
            try splitter.add(Array(repeating: UInt8(ascii: "x"), count: LineSplitter.limit + 1))
        }
    }

    @Test func `names are safe in a path and in a query`() {
        let request = ClientRequest(path: ["a", "b/c d"], query: [(key: "match", value: "x*&y=ü")])
        #expect(request.target == "/a/b%2Fc%20d?match=x%2A%26y%3D%C3%BC")
    }
}
