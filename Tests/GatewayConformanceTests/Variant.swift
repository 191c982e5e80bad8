import Glibc
import Synchronization
import Testing

@testable import GatewayConformance

/// `Tests/Fixtures/nonconforming.c` with one deed, compiled on first use and kept for the run of the tests.
struct Variant: Hashable, Sendable, CustomTestStringConvertible {
    enum Kind: String {
        case poll = "POLL"
        case loop = "LOOP"
        case sink = "SINK"
    }

    let deed: String
    var kind = Kind.poll
    /// Whether its settings name a host and a port.
    var hasPeer = false

    init(_ deed: String, _ kind: Kind = .poll, hasPeer: Bool = false) {
        (self.deed, self.kind, self.hasPeer) = (deed, kind, hasPeer)
    }

    var testDescription: String { "\(deed) (\(kind.rawValue.lowercased())\(hasPeer ? ", peer" : ""))" }

    private static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    private static let shop = makeShop()

    private static func makeShop() -> String {
        var template = Array("/tmp/gateway-conformance-XXXXXX".utf8CString)
        let path = mkdtemp(&template).map { String(cString: $0) } ?? "/nonexistent"
        kept.withLock { $0 = path }
        atexit {
            let path = Variant.kept.withLock { $0 }
            if path.hasPrefix("/tmp/gateway-conformance-") { _ = system("rm -rf '\(path)'") }
        }
        return path
    }

    private static let kept = Mutex("")

    /// Path of the plugin.
    func compiled() throws -> String {
        let path = "\(Self.shop)/\(deed)-\(kind.rawValue)-\(hasPeer).so"
        guard access(path, R_OK) != 0 else { return path }
        // Written beside and renamed: several tests may want the same.
        let draft = "\(path).\(UInt64.random(in: 0 ... .max))"
        let command = """
            cc -shared -fPIC -pthread -I '\(Self.root)/Sources/CGatewayABI/include' -DDEED='"\(deed)"' -D\(kind.rawValue) \
            \(hasPeer ? "-DPEER" : "") -o '\(draft)' '\(Self.root)/Tests/Fixtures/nonconforming.c' \
            && chmod 755 '\(draft)' && mv '\(draft)' '\(path)'
            """
        guard system(command) == 0 else { throw Failure("cannot compile \(self)") }
        return path
    }

    /// Judges it. Patience is short, since nothing in these plugins takes its time.
    func judged(_ cases: [ConformanceCase]) throws -> ConformanceReport {
        Self.judged(try compiled(), cases)
    }

    static func judged(
        _ file: String, _ cases: [ConformanceCase], patience: Duration = .milliseconds(500)
    ) -> ConformanceReport {
        ConformanceCheck(file: file, program: built("gatewayd-plugin"), cases: cases, patience: patience).run()
    }

    /// Something that the package builds beside the tests.
    static func built(_ name: String) -> String {
        var room = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &room, room.count)
        let own = String(decoding: room.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return own.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/" + name
    }

    struct Failure: Error {
        let message: String

        init(_ message: String) {
            self.message = message
        }
    }
}
