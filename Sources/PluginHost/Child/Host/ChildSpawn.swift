import Glibc

/// Starts a program with a clean slate: no signal mask, a process group of its own, and only the files it is given.
enum ChildSpawn {
    /// `files` are what the child finds as 0, 1, 2 …; they stay the caller's. Returns the process, or throws `errno`.
    static func spawn(
        _ program: String, _ arguments: [String], environment: [String], files: [Int32]
    ) throws(SpawnError) -> pid_t {
        // Numbers far above, so that no dup2 overwrites the source of a later one.
        var sources: [Int32] = []
        defer { for source in sources { close(source) } }
        for file in files {
            let source = fcntl(file, F_DUPFD_CLOEXEC, 64)
            guard source >= 0 else { throw SpawnError(code: errno) }
            sources.append(source)
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (target, source) in sources.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, source, Int32(target))
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        isolate(&attributes)
        var pid = pid_t()
        let code = CStrings.with(arguments) { arguments in
            CStrings.with(environment) { posix_spawn(&pid, program, &actions, &attributes, arguments, $0) }
        }
        guard code == 0 else { throw SpawnError(code: code) }
        return pid
    }

    private static func isolate(_ attributes: inout posix_spawnattr_t) {
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    }
}

/// The system's error number when a program could not be started.
struct SpawnError: Error {
    let code: Int32
}
