import Glibc
import Synchronization

/// A program beside the test. What it prints goes to a file, and it dies when this value or the test's process does.
final class Program: Sendable {
    let pid: pid_t
    /// Standard output and standard error.
    let output: TextFile
    private let status = Mutex<ExitStatus?>(nil)

    /// - Parameter environment: added to the test's own.
    init(_ path: String, _ arguments: [String], environment: [String: String] = [:], output: String) throws {
        // setpriv becomes the program: same pid, but the kernel kills it with us.
        let words = ["/usr/bin/setpriv", "--pdeathsig", "KILL", path] + arguments
        let outcome = Spawner.shared.run { Self.spawn(words, environment, output) }
        guard outcome.code == 0 else {
            throw Failure("\(path) does not start: \(String(cString: strerror(outcome.code)))")
        }
        pid = outcome.pid
        self.output = TextFile(output)
    }

    deinit {
        kill()
    }

    /// Sends a signal; a program that has ended is left alone.
    func signal(_ number: Int32) {
        if poll() == nil { Glibc.kill(pid, number) }
    }

    /// Ends it at once, and waits.
    func kill() {
        signal(SIGKILL)
        wait()
    }

    /// Waits for the end; blocks the thread.
    @discardableResult
    func wait() -> ExitStatus {
        status.withLock { status in
            if let status { return status }
            var raw: Int32 = 0
            while waitpid(pid, &raw, 0) < 0 && errno == EINTR {}
            status = ExitStatus(raw)
            return ExitStatus(raw)
        }
    }

    /// How it ended; `nil` while it runs.
    func poll() -> ExitStatus? {
        status.withLock { status in
            if status == nil {
                var raw: Int32 = 0
                if waitpid(pid, &raw, WNOHANG) == pid { status = ExitStatus(raw) }
            }
            return status
        }
    }

    /// Waits for the end.
    func ended(within limit: Duration = .seconds(10)) async throws -> ExitStatus {
        try await eventually("\(pid) ends", within: limit) { self.poll() }
    }

    private static func spawn(_ words: [String], _ environment: [String: String], _ output: String) -> (
        code: Int32, pid: pid_t
    ) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // The child must hear SIGTERM, whatever its parent's thread blocks.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let arguments = words.map { strdup($0) } + [nil]
        let variables = merged(environment).map { strdup($0) } + [nil]
        defer { for word in arguments + variables { free(word) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, words[0], &actions, &attributes, arguments, variables)
        return (code, pid)
    }

    private static func merged(_ added: [String: String]) -> [String] {
        var own: [String] = []
        var at = environ
        while let entry = at.pointee {
            own.append(String(cString: entry))
            at += 1
        }
        return own.filter { entry in !added.keys.contains { entry.hasPrefix("\($0)=") } } + added.map { "\($0)=\($1)" }
    }
}

/// How a program ended.
enum ExitStatus: Equatable, Sendable {
    case exited(Int32)
    case signalled(Int32)

    init(_ raw: Int32) {
        self = raw & 0x7F == 0 ? .exited(raw >> 8 & 0xFF) : .signalled(raw & 0x7F)
    }
}

/// A condition of a test that did not come true, or a tool of it that does not work.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
