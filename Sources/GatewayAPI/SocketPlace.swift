import Glibc
import Synchronization

/// The path the API's socket will have, taken without a moment in which the wrong people could connect.
///
/// The socket is bound in a folder nobody else can enter, gets its mode there, and is then renamed to where clients look
/// for it: they see nothing, or a finished socket. A lock on the folder keeps two gateways from claiming at once. A socket
/// file that nobody answers on is what a killed gateway left behind, and is replaced.
final class SocketPlace: Sendable {
    /// Where to bind.
    let hiddenPath: String
    private let path: String
    private let hiddenFolder: String
    private let mode: SocketMode
    private let state: Mutex<State>

    private struct State {
        /// Descriptor of the locked folder, until the socket is published.
        var lock: CInt?
        /// The published socket file.
        var published: FileFacts?
    }

    /// Throws ``SocketError`` when the place cannot be had.
    init(path: String, mode: SocketMode) throws(SocketError) {
        let parent = Self.parent(of: path)
        let lock = try Self.lock(parent, for: path)
        do throws(SocketError) {
            try Self.checkFree(path)
            hiddenFolder = try Self.makeFolder(in: parent)
        } catch {
            close(lock)
            throw error
        }
        hiddenPath = hiddenFolder + "/s"
        self.path = path
        self.mode = mode
        state = Mutex(State(lock: lock))
    }

    /// Shows the bound socket to the world.
    func publish() throws(SocketError) {
        guard chmod(hiddenPath, mode.rawValue) == 0, rename(hiddenPath, path) == 0 else {
            throw SocketError("cannot move the socket to \(path): \(reason(errno))", mend: "check the folder's rights")
        }
        let facts = FileFacts(path)
        state.withLock { $0.published = facts }
        letGo()
    }

    /// Takes the socket away again, unless it is somebody else's by now.
    func withdraw() {
        unlink(hiddenPath)
        letGo()
        if let published = state.withLock({ $0.published }), FileFacts(path) == published { unlink(path) }
    }

    private func letGo() {
        rmdir(hiddenFolder)
        state.withLock {
            if let lock = $0.lock { close(lock) }
            $0.lock = nil
        }
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func lock(_ folder: String, for path: String) throws(SocketError) -> CInt {
        guard path.utf8.count <= 100 else {
            throw SocketError(
                "the socket path \(path) is longer than 100 bytes", mend: "choose a shorter one; Unix allows no more")
        }
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw SocketError(
                "cannot use the folder \(folder): \(reason(errno))",
                mend: "create it, or choose another path for the socket")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw SocketError("another gateway is starting in \(folder)", mend: "wait a moment and try again")
        }
        return descriptor
    }

    private static func checkFree(_ path: String) throws(SocketError) {
        guard let facts = FileFacts(path) else { return }
        guard facts.isSocket else {
            throw SocketError("\(path) is not a socket", mend: "move the file away, or choose another path")
        }
        switch UnixPeer.probe(path) {
        case .nobody: return
        case .answers:
            throw SocketError(
                "another gateway answers on \(path)", mend: "stop it, or choose another path for the socket")
        case .unknown(let code):
            throw SocketError(
                "cannot tell who listens on \(path): \(reason(code))", mend: "remove the file if no gateway is running")
        }
    }

    private static func makeFolder(in parent: String) throws(SocketError) -> String {
        // Short, because the whole path has to fit into 107 bytes.
        var name = Array("\(parent)/.XXXXXX".utf8CString)
        guard name.withUnsafeMutableBufferPointer({ $0.baseAddress.flatMap { mkdtemp($0) } }) != nil else {
            throw SocketError(
                "cannot write into \(parent): \(reason(errno))", mend: "give the gateway's user the right to")
        }
        return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

private func reason(_ code: CInt) -> String {
    strerror(code).map { String(cString: $0) } ?? "error \(code)"
}
