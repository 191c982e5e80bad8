import Glibc
import Testing

@testable import PluginHost

/// What holds in a child once it has confined itself: tried by the kernel, not by us.
@Suite(.timeLimit(.minutes(2))) struct ConfinementTests {
    private let folder = TemporaryDirectory()

    private func request(_ isolation: Isolation) -> ConfinementRequest {
        chmod(folder.path, 0o777)
        var request = ConfinementRequest(isolation)
        request.privateFolder = folder.path
        request.writable = ["/dev/ptmx", "/dev/pts"]
        return request
    }

    /// The number each of these must get.
    private static let refused: [String: Int32] = [
        // New programs and processes.
        "try_fork": EPERM, "try_old_fork": EPERM, "try_clone3": ENOSYS, "try_spawn": EPERM, "try_exec": EPERM,
        "try_exec_at": EPERM,
        // Other processes of the same user.
        "try_kill_peer": EPERM, "try_kill_group": EPERM, "try_kill_all": EPERM, "try_tgkill_peer": EPERM,
        "try_tkill_peer": EPERM, "try_queue_peer": EPERM, "try_pidfd": EPERM, "try_own_signals": EPERM,
        "try_trace_me": EPERM, "try_read_peer": EPERM, "try_peer_memory": EACCES, "try_peer_words": EACCES,
        "try_limit_peer": EPERM, "try_slow_peer": EPERM, "try_slow_group": EPERM,
        // Its own place.
        "try_outlive": EPERM, "try_show_memory": EPERM, "try_session": EPERM, "try_root": EPERM, "try_chroot": EPERM,
        "try_namespace": EPERM, "try_setns": EPERM, "try_mount": EPERM, "try_capability": EPERM, "try_core": EPERM,
        // Corners of the kernel.
        "try_uring": EPERM, "try_userfault": EPERM, "try_key": EPERM, "try_bpf": EPERM, "try_perf": EPERM,
        "try_handle": EPERM, "try_line_discipline": EPERM, "try_crypto_socket": EAFNOSUPPORT,
        "try_host_socket": EAFNOSUPPORT, "try_future_call": ENOSYS,
        // Code made at run time.
        "try_writable_code": EACCES, "try_written_code": EACCES,
        // More than its share.
        "try_memory": ENOMEM, "try_files": EMFILE,
    ]

    #if arch(x86_64)
        /// The same calls under other numbers.
        private static let otherNumbers: [String: Int32] = ["try_x32_call": ENOSYS, "try_i386_call": ENOSYS]
    #else
        private static let otherNumbers: [String: Int32] = [:]
    #endif

    @Test(arguments: [Isolation.process, .sandbox], ConfinedProbe.users)
    func `what no plugin needs is refused with an error`(_ isolation: Isolation, _ user: UInt32?) throws {
        var expected = Self.refused.merging(Self.otherNumbers) { first, _ in first }
        if ConfinedProbe.isSanitized { expected["try_memory"] = nil }
        let probe = try ConfinedProbe.try(expected.keys.sorted(), request(isolation), user: user)
        #expect(probe.report?.reached == isolation, "\(probe.said)")
        for (deed, code) in expected { #expect(probe.results[deed] == code, "\(deed): \(probe.said)") }
    }

    @Test func `without confinement the same deeds are done`() throws {
        // Those that leave no trace: so that the test above could fail.
        let deeds = [
            "try_fork", "try_spawn", "try_kill_peer", "try_queue_peer", "try_limit_peer", "try_slow_peer",
            "try_peer_memory", "try_own_signals", "try_writable_code", "try_written_code", "try_session", "try_memory",
            "read:/etc/passwd",
        ]
        let probe = try ConfinedProbe.try(deeds, ConfinementRequest(.inside))
        #expect(probe.report?.measures == [])
        for deed in deeds { #expect(probe.results[deed] == 0, "\(deed): \(probe.said)") }
    }

    private static let needed = [
        "needs_threads", "needs_loop", "needs_tcp", "needs_tcp6", "needs_udp", "needs_pair", "needs_netlink",
        "needs_can",
        "needs_names", "needs_serial", "needs_signals", "needs_timers", "needs_library", "needs_zone", "needs_random",
        "needs_processors", "needs_stack_facts", "needs_private_folder", "needs_shared_memory",
        "needs_large_file_error",
    ]

    @Test(arguments: [Isolation.process, .sandbox], ConfinedProbe.users)
    func `what plugins need works`(_ isolation: Isolation, _ user: UInt32?) throws {
        let probe = try ConfinedProbe.try(Self.needed, request(isolation), user: user)
        for deed in Self.needed { #expect(probe.results[deed] == 0, "\(deed): \(probe.said)") }
    }

    @Test(arguments: ConfinedProbe.users)
    func `a sandbox sees the files it was given`(_ user: UInt32?) throws {
        let (readable, secret) = (folder.write("readable", "x"), folder.write("secret", "x"))
        let inner = folder.file("own")
        mkdir(inner, 0o777)
        for path in [readable, secret] { chmod(path, 0o666) }
        chmod(inner, 0o777)
        var request = request(.sandbox)
        (request.readable, request.privateFolder) = ([readable], inner)
        let expected: [String: Int32] = [
            "read:\(readable)": 0, "write:\(readable)": EACCES, "read:\(secret)": EACCES, "write:\(secret)": EACCES,
            "read:/etc/hosts": 0, "write:/etc/hosts": EACCES, "read:/etc/passwd": EACCES, "read:/": EACCES,
            "read:/proc/1/cmdline": EACCES, "read:/proc/self/status": 0, "read:/dev/ptmx": 0, "write:/dev/null": 0,
            "read:/usr/share/zoneinfo/UTC": 0, "needs_private_folder": 0, "try_message_queue": EPERM,
            "chmod:\(readable)": EPERM,
        ]
        let probe = try ConfinedProbe.try(expected.keys.sorted(), request, user: user)
        for (deed, code) in expected { #expect(probe.results[deed] == code, "\(deed): \(probe.said)") }
        #expect(probe.lacks == [])
    }

    @Test func `a sandbox reaches the ports it was given`() throws {
        var request = request(.sandbox)
        (request.connectPorts, request.bindPorts) = ([1], [])
        let expected: [String: Int32] = [
            "connect:1": ECONNREFUSED, "connect:2": EACCES, "bind:0": EACCES, "fast:2": EPERM,
            "multipath:2": EPROTONOSUPPORT,
            "needs_udp": 0, "needs_names": 0,
        ]
        let probe = try ConfinedProbe.try(expected.keys.sorted(), request)
        #expect(probe.results == expected, "\(probe.said)")
    }

    @Test func `a sandbox without ports has no IP network`() throws {
        var request = request(.sandbox)
        (request.connectPorts, request.bindPorts) = ([], [])
        let probe = try ConfinedProbe.try(["connect:1", "needs_udp", "needs_serial", "needs_can"], request)
        #expect(
            probe.results == [
                "connect:1": EAFNOSUPPORT, "needs_udp": EAFNOSUPPORT, "needs_serial": 0, "needs_can": 0,
            ], "\(probe.said)")
    }

    @Test func `Unix sockets, on which the gateway's API listens, are for a sandbox that asks`() throws {
        var request = request(.sandbox)
        #expect(try ConfinedProbe.try(["needs_local"], request).results == ["needs_local": EACCES])
        request.usesLocalSockets = true
        #expect(try ConfinedProbe.try(["needs_local"], request).results == ["needs_local": 0])
    }

    /// Swift plugins, one of them above libmosquitto, loaded from a sealed copy in memory.
    @Test(
        arguments: ["Hello", "Modbus", "MQTT"].map { Fixtures.built("lib\($0)Plugin.so") }.filter {
            access($0, R_OK) == 0
        }, [Isolation.process, .sandbox])
    func `real plugins load`(_ plugin: String, _ isolation: Isolation) throws {
        for user in ConfinedProbe.users {
            let probe = try ConfinedProbe.load(plugin, request(isolation), user: user)
            #expect(probe.results == ["entry": 0], "\(probe.said)")
        }
    }

    @Test func `the report says what holds and what could not be had`() throws {
        var request = request(.sandbox)
        request.readable = ["/nonexistent/file"]
        let probe = try ConfinedProbe.try([], request)
        let report = try #require(probe.report)
        #expect(probe.lacks == ["access to /nonexistent/file"])
        #expect(report.measures.contains("no new processes (seccomp)"))
        #expect(report.words.hasPrefix("rlimits, no-new-privileges, "))
        #expect(report.words.hasSuffix("; without access to /nonexistent/file: No such file or directory"))
    }

    @Test func `a process that has other threads is not confined by halves`() {
        // This one: tests run on many.
        #expect(throws: ConfinementFailure.self) { try Confinement.apply(ConfinementRequest(.process)) }
    }

    @Test func `a request that makes no sense is refused before anything is given up`() throws {
        var request = request(.sandbox)
        request.readable = ["certificates"]
        #expect(
            try ConfinedProbe.try([], request).said
                == "failure: 'certificates' is no absolute path; write it from / on\n")
        request.readable = []
        request.privateFolder = "/nonexistent/folder"
        let words =
            "failure: the private folder /nonexistent/folder cannot be used: No such file or directory; make it\n"
        #expect(try ConfinedProbe.try([], request).said == words)
    }
}
