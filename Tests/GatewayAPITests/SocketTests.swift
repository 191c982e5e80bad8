@testable import GatewayAPI
import GatewayClient
import Glibc
import Testing

@Suite struct SocketTests {
    private func mode(_ path: String) -> mode_t {
        var facts = stat()
        return lstat(path, &facts) == 0 ? facts.st_mode & 0o7777 : 0
    }

    /// A socket file on which nobody listens any more, as a killed gateway leaves it.
    private func leaveStaleSocket(at path: String) {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    private func answers(_ client: GatewayClient) async throws {
        let channels = try await client.channels()
        #expect(channels.count == 1)
    }

    @Test(arguments: [SocketMode.owner, .group])
    func `the socket has its mode when it appears, and is gone afterwards with everything beside it`(wanted: SocketMode)
        async throws
    {
        let folder = try SocketFolder()
        let path = folder.socket
        try await serving(GatewayOfValues(), at: path, mode: wanted) { _ in
            #expect(mode(path) == wanted.rawValue)
        }
        #expect(folder.names == [])
    }

    @Test func `nothing but the socket lies in the folder while serving`() async throws {
        let folder = try SocketFolder()
        let path = folder.path
        try await serving(GatewayOfValues(), at: folder.socket) { client in
            try await answers(client)
            #expect(access(path + "/gatewayd.sock", F_OK) == 0)
        }
    }

    @Test func `a socket left behind is replaced`() async throws {
        let folder = try SocketFolder()
        leaveStaleSocket(at: folder.socket)
        #expect(UnixPeer.probe(folder.socket) == .nobody)
        try await serving(GatewayOfValues(), at: folder.socket) { client in
            try await answers(client)
        }
    }

    @Test func `a gateway that answers is never pushed aside`() async throws {
        let folder = try SocketFolder()
        let path = folder.socket
        try await serving(GatewayOfValues(), at: path) { client in
            await #expect(
                throws: SocketError(
                    "another gateway answers on \(path)", mend: "stop it, or choose another path for the socket")
            ) {
                try await GatewayServer(control: GatewayOfValues(), socketPath: path).run()
            }
            try await answers(client)
        }
    }

    @Test func `the same socket serves again after a stop`() async throws {
        let folder = try SocketFolder()
        for _ in 1...2 {
            try await serving(GatewayOfValues(), at: folder.socket) { try await answers($0) }
        }
    }

    @Test func `two claims at once: one is told to wait`() throws {
        let folder = try SocketFolder()
        let first = try SocketPlace(path: folder.socket, mode: .owner)
        #expect(
            throws: SocketError("another gateway is starting in \(folder.path)", mend: "wait a moment and try again")
        ) {
            try SocketPlace(path: folder.socket, mode: .owner)
        }
        first.withdraw()
        try SocketPlace(path: folder.socket, mode: .owner).withdraw()
        #expect(folder.names == [])
    }

    @Test func `a folder that is missing is named`() throws {
        #expect(
            throws: SocketError(
                "cannot use the folder /nowhere/at/all: No such file or directory",
                mend: "create it, or choose another path for the socket")
        ) {
            try SocketPlace(path: "/nowhere/at/all/gatewayd.sock", mode: .owner)
        }
    }

    @Test func `a file in the way is left alone`() throws {
        let folder = try SocketFolder()
        let path = folder.socket
        close(open(path, O_CREAT | O_WRONLY, 0o600))
        #expect(throws: SocketError("\(path) is not a socket", mend: "move the file away, or choose another path")) {
            try SocketPlace(path: path, mode: .owner)
        }
        #expect(folder.names == ["gatewayd.sock"])
    }

    @Test func `a path longer than Unix allows is refused by its length`() throws {
        let path = "/tmp/" + String(repeating: "x", count: 96)
        #expect(
            throws: SocketError(
                "the socket path \(path) is longer than 100 bytes", mend: "choose a shorter one; Unix allows no more")
        ) {
            try SocketPlace(path: path, mode: .owner)
        }
    }

    @Test func `withdrawing leaves a successor's socket alone`() throws {
        let folder = try SocketFolder()
        let place = try SocketPlace(path: folder.socket, mode: .owner)
        leaveStaleSocket(at: place.hiddenPath)
        try place.publish()
        unlink(folder.socket)
        leaveStaleSocket(at: folder.path + "/other")
        rename(folder.path + "/other", folder.socket)
        place.withdraw()
        #expect(folder.names == ["gatewayd.sock"])
    }

    @Test(.timeLimit(.minutes(1))) func `a client that says nothing and stays does not hold up the stop`() async throws
    {
        let folder = try SocketFolder()
        let path = folder.socket
        let silent = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(silent) }
        try await serving(GatewayOfValues(), at: path) { client in
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            let connected = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(silent, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            #expect(connected == 0)
            // Answered after the silent one was accepted: they come in order.
            try await answers(client)
        }
        #expect(folder.names == [])
    }
}
