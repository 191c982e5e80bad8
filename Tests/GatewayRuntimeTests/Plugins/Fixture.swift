import Glibc
import Synchronization

/// The C plugins of `Tests/Fixtures`, compiled on first use.
enum Fixture {
    static let project = #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()
    private static let shop = TestFolder()
    private static let known = Mutex<[String: [UInt8]]>([:])

    /// The bytes of the plugin compiled from `name.c`.
    static func bytes(_ name: String) throws -> [UInt8] {
        try known.withLock { known in
            if let bytes = known[name] { return bytes }
            let target = shop.file("\(name).so")
            let command = """
                cc -shared -fPIC -pthread -I '\(project)/Sources/CGatewayABI/include' -o '\(target)' \
                '\(project)/Tests/Fixtures/\(name).c'
                """
            guard system(command) == 0 else { throw Failure() }
            known[name] = TestFolder.bytes(target)
            return TestFolder.bytes(target)
        }
    }

    /// `gatewayd-plugin`, which the package builds beside the tests.
    static let describer: String = {
        var room = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &room, room.count)
        let own = String(decoding: room.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return own.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/gatewayd-plugin"
    }()

    struct Failure: Error {}
}
