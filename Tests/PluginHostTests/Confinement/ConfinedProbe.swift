import Glibc

@testable import PluginHost

/// A child that confines itself and then does what a test names (`Tests/ConfinedProbe`, `Tests/Fixtures/confined.c`).
struct ConfinedProbe {
    private(set) var report: ConfinementReport?
    /// By deed: 0, or the error number it got.
    private(set) var results: [String: Int32] = [:]
    /// All it wrote.
    let said: String

    /// As whom it can run here: as we are, and as somebody without rights when we are root.
    static let users: [UInt32?] = geteuid() == 0 ? [nil, 65534] : [nil]

    /// Built with a sanitizer, whose shadow memory is beyond all limits: a child has none of memory then, and says so.
    static let isSanitized = dlsym(nil, "__asan_init") != nil || dlsym(nil, "__tsan_init") != nil

    /// What could not be had, besides that.
    var lacks: [String]? {
        report?.lacks.map(\.measure).filter { !Self.isSanitized || $0 != "limit of memory" }
    }

    static func `try`(_ deeds: [String], _ request: ConfinementRequest, user: UInt32? = nil) throws -> ConfinedProbe {
        try run([try Fixtures.compiled("confined")] + deeds, request, user)
    }

    /// Loads a plugin; the one result is called `entry`.
    static func load(_ plugin: String, _ request: ConfinementRequest, user: UInt32? = nil) throws -> ConfinedProbe {
        try run([plugin], request, user)
    }

    private static func run(_ words: [String], _ request: ConfinementRequest, _ user: UInt32?) throws -> ConfinedProbe {
        guard let output = Pipe(limit: 1 << 20) else { throw BenchFailure("no pipe") }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, output.writer, 1)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Threads that tests run on may have signals blocked.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let program = Fixtures.built("confined-probe")
        var pid = pid_t()
        let code = CStrings.with([program, user.map(String.init) ?? "-", request.text] + words) { arguments in
            CStrings.with(["PATH=/usr/bin:/bin", "SWIFT_BACKTRACE=enable=no"]) {
                posix_spawn(&pid, program, &actions, &attributes, arguments, $0)
            }
        }
        guard code == 0 else { throw BenchFailure("cannot run \(program): \(SystemError.text(code))") }
        output.closeWriter()
        var status: Int32 = 0
        while waitpid(pid, &status, WNOHANG) == 0 {
            Pipe.wait(for: [output])
            output.drain()
        }
        output.drain()
        return ConfinedProbe(said: String(decoding: output.bytes, as: UTF8.self))
    }

    private init(said: String) {
        self.said = said
        // An empty line, the report, an empty line, the results.
        guard said.hasPrefix("\nconfined\t"), let end = said.firstRange(of: "\n\n") else { return }
        report = ConfinementReport(text: String(said[..<end.lowerBound].dropFirst()))
        for line in said[end.upperBound...].split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count == 2, let code = Int32(words[1]) { results[String(words[0])] = code }
        }
    }
}
