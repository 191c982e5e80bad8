import Glibc
import Testing

/// A program that a test runs beside itself; its output is read line by line.
final class Program {
    let pid: pid_t
    private let output: Int32
    private var buffer: [UInt8] = []
    private var hasEnded = false

    init(_ path: String, _ arguments: [String]) throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 2)
        // Threads of the concurrency runtime block all signals, and a child would inherit that and be deaf to SIGTERM.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let words = ([path] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, path, &actions, &attributes, words, environ)
        close(ends[1])
        self.pid = pid
        output = ends[0]
        try #require(code == 0, "\(path) does not start: \(String(cString: strerror(code)))")
    }

    deinit {
        kill()
        close(output)
    }

    func kill(_ signal: Int32 = SIGKILL) {
        guard !hasEnded else { return }
        Glibc.kill(pid, signal)
        guard signal == SIGKILL || signal == SIGTERM else { return }
        _ = wait()
    }

    /// Waits for the end and returns the exit status.
    @discardableResult
    func wait() -> Int32 {
        guard !hasEnded else { return 0 }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
        hasEnded = true
        return status >> 8 & 0xFF
    }

    /// The next line that begins with `prefix`, without it; other lines are skipped.
    func line(after prefix: String, within seconds: Int = 30) -> String? {
        let end = Bell.deadline(seconds)
        while let line = nextLine(until: end) {
            if line.hasPrefix(prefix) { return String(line.dropFirst(prefix.count)) }
        }
        return nil
    }

    private func nextLine(until end: timespec) -> String? {
        while true {
            if let newline = buffer.firstIndex(of: 10) {
                defer { buffer.removeSubrange(...newline) }
                return String(decoding: buffer[..<newline], as: UTF8.self)
            }
            var now = timespec()
            clock_gettime(CLOCK_REALTIME, &now)
            var wanted = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
            guard now.tv_sec <= end.tv_sec, poll(&wanted, 1, Int32(max(1, end.tv_sec - now.tv_sec) * 1000)) > 0 else {
                return nil
            }
            var chunk = [UInt8](repeating: 0, count: 65_536)
            let count = read(output, &chunk, chunk.count)
            guard count > 0 else { return nil }
            buffer += chunk[..<count]
        }
    }
}
