import Glibc
import PluginHost

/// Debian's gzip, as a program: it is always there, and a bomb inside of it ends where our pipe ends.
enum Gzip {
    /// Without a name and a time in it: the same bytes give the same bytes.
    static func pack(_ bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()) throws(ArchiveError) -> [UInt8] {
        try run(["gzip", "-n", "-9", "-c"], bytes, limit: limits.totalBytes)
    }

    /// Throws when more comes out than `limits` allows, or what went in is damaged.
    static func unpack(_ bytes: [UInt8], limits: ArchiveLimits) throws(ArchiveError) -> [UInt8] {
        guard bytes.starts(with: [0x1F, 0x8B]) else {
            throw ArchiveError("this is no .tar.gz archive", mend: "make one with: gatewayctl site pack SITE")
        }
        return try run(["gzip", "-d", "-c"], bytes, limit: limits.totalBytes)
    }

    private static func run(_ arguments: [String], _ input: [UInt8], limit: Int) throws(ArchiveError) -> [UInt8] {
        guard let source = try file(input) else { throw failed("no memory for the archive") }
        defer { close(source) }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw failed("no pipe to gzip") }
        var pid = pid_t()
        let code = spawn(&pid, arguments, source, ends[1], ends[0])
        close(ends[1])
        guard code == 0 else {
            close(ends[0])
            throw failed("cannot run gzip: \(String(cString: strerror(code)))")
        }
        let output = drain(ends[0], limit)
        close(ends[0])
        if output == nil { kill(pid, SIGKILL) }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
        guard let output else {
            throw ArchiveError("the archive holds more than \(limit >> 20) MiB", mend: "do not use it")
        }
        guard status == 0 else { throw ArchiveError("the archive is damaged", mend: "copy it again") }
        return output
    }

    /// `nil` when there is more than `limit`.
    private static func drain(_ fd: Int32, _ limit: Int) -> [UInt8]? {
        var output: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(fd, &room, room.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return output }
            guard output.count + count <= limit else { return nil }
            output += room.prefix(count)
        }
    }

    private static func spawn(
        _ pid: inout pid_t, _ arguments: [String], _ input: Int32, _ output: Int32, _ unused: Int32
    ) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        for fd in [input, output, unused] where fd > 2 { posix_spawn_file_actions_addclose(&actions, fd) }
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        var environment: [UnsafeMutablePointer<CChar>?] = [strdup("PATH=/usr/bin:/bin"), nil]
        defer { for word in words + environment { free(word) } }
        return posix_spawn(&pid, "/usr/bin/gzip", &actions, nil, &words, &environment)
    }

    /// A file without a name, rewound: gzip may read it at its own pace.
    private static func file(_ bytes: [UInt8]) throws(ArchiveError) -> Int32? {
        var template = Array("/tmp/gatewayctl-XXXXXX".utf8CString)
        let fd = mkstemp(&template)
        guard fd >= 0 else { return nil }
        unlink(template)
        guard FolderFiles.writeAll(fd, bytes), lseek(fd, 0, SEEK_SET) == 0 else {
            close(fd)
            return nil
        }
        return fd
    }

    private static func failed(_ fact: String) -> ArchiveError {
        ArchiveError(fact, mend: "look at the machine's memory, disk and programs")
    }
}
