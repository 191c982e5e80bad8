import Glibc

/// Runs `gatewayd-plugin` to its end, and never longer than its deadline.
///
/// The child is no sandbox (it has our rights) but a blast wall: what a file's constructors and functions do wrong ends
/// there. It inherits no environment, no signal mask and no files but those it is handed, and leads a process group of its
/// own, which is killed when it ends, with whatever it started.
package struct ShortChild {
    /// Path of the program.
    package var program: String
    /// Without the program's own name.
    package var arguments: [String]
    /// Files of ours that the child gets as 3, 4, and so on; they stay ours.
    package var files: [Int32]
    package var deadline: Duration
    /// How many bytes of its output are kept; what comes after is thrown away.
    package var outputLimit: Int

    package struct Result {
        package var end: ChildEnd
        /// What came on standard output.
        package var output: [UInt8] = []
        /// What came on standard error: the last words.
        package var said: [UInt8] = []
    }

    package init(
        program: String, arguments: [String], files: [Int32] = [], deadline: Duration, outputLimit: Int = 1 << 20
    ) {
        self.program = program
        self.arguments = arguments
        self.files = files
        self.deadline = deadline
        self.outputLimit = outputLimit
    }

    /// Blocks until the child has ended or was killed.
    package func run() -> Result {
        guard let output = Pipe(limit: outputLimit), let errors = Pipe(limit: 1 << 14),
            let handed = HandedFiles(files)
        else {
            return Result(end: .notStarted(errno))
        }
        var pid = pid_t()
        let code = spawn(&pid, output: output.writer, errors: errors.writer, handed)
        output.closeWriter()
        errors.closeWriter()
        guard code == 0 else { return Result(end: .notStarted(code)) }
        let end = follow(pid, [output, errors])
        return Result(end: end, output: output.bytes, said: errors.bytes)
    }

    private func spawn(_ pid: inout pid_t, output: Int32, errors: Int32, _ handed: HandedFiles) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)
        handed.add(to: &actions)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        isolate(&attributes)
        return CStrings.with([program] + arguments) { arguments in
            CStrings.with(Self.environment) { posix_spawn(&pid, program, &actions, &attributes, arguments, $0) }
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
