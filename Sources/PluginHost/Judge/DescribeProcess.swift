import Glibc

/// Runs `gatewayd-plugin describe FILE` and never longer than its deadline.
///
/// The child is no sandbox (it has our rights) but a blast wall: what the file's constructors and its `describe` do wrong
/// ends there. It inherits no environment and no signal mask, closes what files it was left, and leads a process group of its own, which is
/// killed when it ends, with whatever it started.
struct DescribeProcess {
    let describer: String
    let deadline: Duration

    struct Result {
        var end: ChildEnd
        /// What came on standard output: the description.
        var document: [UInt8] = []
        /// What came on standard error: the plugin's last words.
        var said: [UInt8] = []
    }

    /// Blocks until the child has ended or was killed.
    func run(_ file: String) -> Result {
        guard let output = Pipe(limit: 1 << 20), let errors = Pipe(limit: 1 << 14) else {
            return Result(end: .notStarted(errno))
        }
        var pid = pid_t()
        let code = spawn(&pid, file, output: output.writer, errors: errors.writer)
        output.closeWriter()
        errors.closeWriter()
        guard code == 0 else { return Result(end: .notStarted(code)) }
        let end = follow(pid, [output, errors])
        return Result(end: end, document: output.bytes, said: errors.bytes)
    }

    private func spawn(_ pid: inout pid_t, _ file: String, output: Int32, errors: Int32) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        isolate(&attributes)
        return CStrings.with([describer, "describe", file]) { arguments in
            CStrings.with(Self.environment) { posix_spawn(&pid, describer, &actions, &attributes, arguments, $0) }
        }
    }

    /// After a crash, Swift's own backtracer may hold our pipes open for minutes; LD_* would let others choose code.
    private static let environment = ["PATH=/usr/bin:/bin", "LANG=C.UTF-8", "SWIFT_BACKTRACE=enable=no"]

    private func isolate(_ attributes: inout posix_spawnattr_t) {
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    }

    private func follow(_ pid: pid_t, _ pipes: [Pipe]) -> ChildEnd {
        let last = ContinuousClock.now + deadline
        var isHung = false
        while !Self.hasEnded(pid) {
            guard ContinuousClock.now < last else {
                isHung = true
                break
            }
            Pipe.wait(for: pipes)
            for pipe in pipes { pipe.drain() }
        }
        // Not reaped yet, so the number of the group cannot belong to somebody else.
        kill(-pid, SIGKILL)
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
        for pipe in pipes { pipe.drain() }
        return isHung ? .hung : ChildEnd(waitStatus: status)
    }

    private static func hasEnded(_ pid: pid_t) -> Bool {
        var facts = siginfo_t()
        guard waitid(P_PID, id_t(pid), &facts, WEXITED | WNOHANG | WNOWAIT) == 0 else { return true }
        return facts.si_signo == SIGCHLD
    }
}
