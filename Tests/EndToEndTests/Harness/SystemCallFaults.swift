import Glibc

/// System calls that fail on purpose: strace puts the error there. It traces from behind, so the process started is the
/// gateway itself, and stops for no other call.
struct SystemCallFaults {
    /// Whether strace is there and may trace.
    static let isPossible: Bool = {
        let folder = TemporaryFolder()
        let probe = try? Program(
            "/usr/bin/strace", ["-D", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "/bin/true"],
            output: "\(folder.path)/probe")
        return probe?.wait() == .exited(0)
    }()

    /// Comma separated.
    let calls: String
    /// As strace takes it: `EIO`.
    let error: String
    /// Which of them, counted for each thread: `3` the third, `3+` all from the third on.
    var when = "1+"
    /// Only on these files; on all when empty.
    var files: [String] = []

    /// The words in front of the program's.
    var tracer: [String] {
        ["/usr/bin/strace", "-D", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null"]
            + files.flatMap { ["-P", $0] }
            + ["-e", "trace=\(calls)", "-e", "inject=\(calls):error=\(error):when=\(when)"]
    }
}
