import Glibc
import Synchronization

@testable import PluginHost

/// The C plugins of `Tests/Fixtures`, compiled on first use and kept for the run of the tests.
enum Fixtures {
    static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

    /// Where the compiled ones lie; a directory nobody else may write.
    private static let store = Mutex<[String: String]>([:])

    /// The plugin compiled from `name.c`.
    static func compiled(_ name: String) throws -> String {
        try store.withLock { known in
            if let path = known[name] { return path }
            let path = shop.path + "/" + name + ".so"
            let command = """
                cc -shared -fPIC -pthread -I '\(root)/Sources/CGatewayABI/include' -o '\(path)' \
                '\(root)/Tests/Fixtures/\(name).c' && chmod 755 '\(path)'
                """
            guard system(command) == 0 else { throw Failure("cannot compile \(name).c") }
            known[name] = path
            return path
        }
    }

    private static let shop = TemporaryDirectory(isKept: true)

    /// `gatewayd-plugin`.
    static let describer = built("gatewayd-plugin")

    /// Something that the package builds beside the tests.
    static func built(_ name: String) -> String {
        var room = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &room, room.count)
        let own = String(decoding: room.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return own.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/" + name
    }

    /// One fixture as the gateway would find it.
    static func judged(_ name: String) throws -> PluginFile {
        PluginDirectory(path: "", describer: describer, memory: nil).judge(file: try compiled(name))
    }

    struct Failure: Error {
        let message: String

        init(_ message: String) {
            self.message = message
        }
    }
}
