import GatewayAPI
import GatewayClient
import Glibc

/// A folder of its own for a socket; it goes when the test goes.
struct SocketFolder: ~Copyable {
    let path: String

    init() throws {
        var name = Array("/tmp/gwapi.XXXXXX".utf8CString)
        guard name.withUnsafeMutableBufferPointer({ $0.baseAddress.flatMap { mkdtemp($0) } }) != nil else {
            throw Unready()
        }
        path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    var socket: String {
        path + "/gatewayd.sock"
    }

    /// What is left in it.
    var names: [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    deinit {
        for name in names { unlink("\(path)/\(name)") }
        rmdir(path)
    }

    struct Unready: Error {}
}

/// Serves `gateway` on `path`, runs `body` once clients can connect, and stops.
func serving(
    _ gateway: some GatewayControl, at path: String, mode: SocketMode = .owner,
    _ body: @Sendable (GatewayClient) async throws -> Void
) async throws {
    let (ready, isReady) = AsyncStream<Void>.makeStream()
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            defer { isReady.finish() }
            try await GatewayServer(control: gateway, socketPath: path, mode: mode).run { isReady.yield() }
        }
        for await _ in ready { break }
        do {
            try await body(GatewayClient(socketPath: path, timeout: .seconds(5)))
        } catch {
            group.cancelAll()
            throw error
        }
        group.cancelAll()
        try await group.waitForAll()
    }
}
