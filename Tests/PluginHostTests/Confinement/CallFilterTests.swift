import CLinux
import Glibc
import Testing

@testable import PluginHost

/// The filter as data: a program, run by an interpreter of the few instructions it is made of.
@Suite struct CallFilterTests {
    private static let process: UInt32 = 4711

    private static func policies() -> [(String, CallPolicy)] {
        var facts = CallPolicy.Facts(process: process, refusesWritableCode: true)
        let process = CallPolicy.process(facts)
        (facts.usesLocalSockets, facts.usesNetwork) = (false, false)
        return [("process", process), ("sandbox", .sandbox(facts))]
    }

    /// 0 for allowed, else the error number.
    private func verdict(
        _ filter: CallFilter, _ number: UInt32, _ arguments: [UInt64] = [],
        as machine: SystemCall.Machine = .x86
    ) throws -> Int32 {
        let answer = try #require(Interpreter(number, machine.auditNumber, arguments).run(filter.steps))
        if answer == 0x7FFF_0000 { return 0 }
        #expect(answer >> 16 == 5)
        return Int32(answer & 0xFFFF)
    }

    private func judge(_ policy: CallPolicy, _ name: String, _ arguments: UInt64...) throws -> Int32 {
        let call = try #require(SystemCall.table.first { $0.name == name })
        let verdicts = try SystemCall.Machine.allCases.compactMap { machine in
            try call.number(on: machine).map {
                try verdict(CallFilter(policy, on: machine), $0, arguments, as: machine)
            }
        }
        #expect(Set(verdicts).count == 1, "\(name) has one verdict on all machines")
        return try #require(verdicts.first)
    }

    @Test(arguments: SystemCall.Machine.allCases)
    func `each number gets the verdict of its name`(_ machine: SystemCall.Machine) throws {
        for (level, policy) in Self.policies() {
            let filter = CallFilter(policy, on: machine)
            #expect(filter.steps.count < 1000)
            var names: [UInt32: String] = [:]
            for call in SystemCall.table { call.number(on: machine).map { names[$0] = call.name } }
            for number in UInt32(0)...600 {
                let expected = names[number].map { Self.code(policy.verdict($0), arguments: []) } ?? ENOSYS
                #expect(
                    try verdict(filter, number, as: machine) == expected, "\(level) \(number) \(names[number] ?? "")")
            }
        }
    }

    /// The verdict as written down, without a program.
    private static func code(_ verdict: CallVerdict, arguments: [UInt64]) -> Int32 {
        switch verdict {
        case .allow: return 0
        case .refuse(let code): return code
        case .ask(let test, let then, let otherwise):
            let index = Int(test.argument)
            let argument = index < arguments.count ? UInt32(truncatingIfNeeded: arguments[index]) : 0
            return code(test.values.contains(argument & test.mask) ? then : otherwise, arguments: arguments)
        }
    }

    @Test func `calls of other machines, of x32 and of times to come are unknown`() throws {
        for (_, policy) in Self.policies() {
            let filter = CallFilter(policy, on: .x86)
            // read of x86_64, made as a 32-bit process, as aarch64, as x32.
            #expect(try verdict(filter, 0) == 0)
            let unknown = 0x0005_0000 | UInt32(ENOSYS)
            #expect(Interpreter(0, 0x4000_0003, []).run(filter.steps) == unknown)
            #expect(try verdict(filter, 0, as: .arm) == ENOSYS)
            for number in [0x4000_0000, 0x4000_0027, 999, 0x7FFF_FFFF, 0xFFFF_FFFF] as [UInt32] {
                #expect(try verdict(filter, number) == ENOSYS)
            }
        }
    }

    @Test func `threads may be made, processes and namespaces not`() throws {
        // What glibc passes for a thread, a fork, a vfork, and a thread in a new network.
        for (_, policy) in Self.policies() {
            #expect(try judge(policy, "clone", 0x3D_0F00) == 0)
            #expect(try judge(policy, "clone", 0x120_0011) == EPERM)
            #expect(try judge(policy, "clone", 0x4111) == EPERM)
            #expect(try judge(policy, "clone", 0x403D_0F00) == EPERM)
            #expect(try judge(policy, "clone3") == ENOSYS)
            for name in [
                "execve", "execveat", "unshare", "setns", "ptrace", "bpf", "io_uring_setup", "mount", "seccomp",
            ] {
                #expect(try judge(policy, name) == EPERM, "\(name)")
            }
        }
    }

    @Test func `signals go to the process itself`() throws {
        let own = UInt64(Self.process)
        let others: [UInt64] = [0, 1, 4710, .max, .max - 4710]
        for (_, policy) in Self.policies() {
            for name in ["kill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo"] {
                #expect(try judge(policy, name, own, 9) == 0)
                // The kernel takes the low half only, and so does the filter.
                #expect(try judge(policy, name, own + 0x1_0000_0000, 9) == 0)
                for other in others {
                    #expect(try judge(policy, name, other, 9) == EPERM)
                }
            }
            #expect(try judge(policy, "pidfd_send_signal") == EPERM)
            #expect(try judge(policy, "fcntl", 5, 8, 1) == EPERM)
            #expect(try judge(policy, "fcntl", 5, 4, 2048) == 0)
        }
    }

    @Test func `memory is code or written, not both`() throws {
        for (_, policy) in Self.policies() {
            #expect(try judge(policy, "mmap", 0, 4096, 3) == 0)
            #expect(try judge(policy, "mmap", 0, 4096, 5) == 0)
            #expect(try judge(policy, "mmap", 0, 4096, 7) == EACCES)
            #expect(try judge(policy, "mprotect", 0, 4096, 1) == 0)
            #expect(try judge(policy, "mprotect", 0, 4096, 5) == EACCES)
        }
        let kernelDoes = CallPolicy.process(CallPolicy.Facts(process: Self.process))
        #expect(try judge(kernelDoes, "mprotect", 0, 4096, 5) == 0)
    }

    @Test func `socket families are those that plugins speak`() throws {
        let process = CallPolicy.process(CallPolicy.Facts(process: Self.process))
        for family in [1, 2, 10, 16, 17, 29, 31] as [UInt64] { #expect(try judge(process, "socket", family) == 0) }
        for family in [0, 3, 9, 15, 38, 40, 44] as [UInt64] {
            #expect(try judge(process, "socket", family) == EAFNOSUPPORT)
        }
        let facts = CallPolicy.Facts(process: Self.process, usesLocalSockets: false, usesNetwork: false)
        let serialOnly = CallPolicy.sandbox(facts)
        #expect(try judge(serialOnly, "socket", 1) == EACCES)
        for family in [2, 10, 17] as [UInt64] {
            #expect(try judge(serialOnly, "socket", family) == EAFNOSUPPORT)
        }
        for family in [16, 29] as [UInt64] { #expect(try judge(serialOnly, "socket", family) == 0) }
    }

    @Test func `where ports are limited, so is what gets around them`() throws {
        let facts = CallPolicy.Facts(process: Self.process, limitsPorts: true)
        let sandbox = CallPolicy.sandbox(facts)
        for `protocol` in [0, 6, 17] as [UInt64] { #expect(try judge(sandbox, "socket", 2, 1, `protocol`) == 0) }
        // MPTCP, SCTP.
        for `protocol` in [262, 132] as [UInt64] {
            #expect(try judge(sandbox, "socket", 10, 1, `protocol`) == EPROTONOSUPPORT)
        }
        // Raw frames.
        #expect(try judge(sandbox, "socket", 17, 3, 0) == EAFNOSUPPORT)
        // MSG_NOSIGNAL, and with it MSG_FASTOPEN.
        #expect(try judge(sandbox, "sendto", 3, 0, 0, 0x4000) == 0)
        #expect(try judge(sandbox, "sendto", 3, 0, 0, 0x2000_4000) == EPERM)
        #expect(try judge(sandbox, "sendmsg", 3, 0, 0x2000_4000) == EPERM)
        #expect(try judge(sandbox, "sendmmsg", 3, 0, 1, 0x2000_4000) == EPERM)
        let open = CallPolicy.sandbox(CallPolicy.Facts(process: Self.process))
        #expect(try judge(open, "socket", 2, 1, 262) == 0)
        #expect(try judge(open, "socket", 17, 3, 0) == 0)
        #expect(try judge(open, "sendto", 3, 0, 0, 0x2000_4000) == 0)
    }

    @Test func `limits and priorities are its own`() throws {
        for (_, policy) in Self.policies() {
            for name in ["prlimit64", "sched_setscheduler", "sched_setaffinity"] {
                #expect(try judge(policy, name, 0) == 0, "\(name)")
                #expect(try judge(policy, name, UInt64(Self.process)) == 0, "\(name)")
                #expect(try judge(policy, name, 1) == EPERM, "\(name)")
            }
            #expect(try judge(policy, "setpriority", 0, 0) == 0)
            #expect(try judge(policy, "setpriority", 0, 1) == EPERM)
            #expect(try judge(policy, "setpriority", 1, 0) == EPERM)
            // PR_SET_NAME, PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_PTRACER.
            #expect(try judge(policy, "prctl", 15) == 0)
            for option in [1, 4, 0x5961_6D61] as [UInt64] { #expect(try judge(policy, "prctl", option) == EPERM) }
            // TCGETS, TIOCSRS485, TIOCSTI.
            #expect(try judge(policy, "ioctl", 0, 0x5401) == 0)
            #expect(try judge(policy, "ioctl", 0, 0x542F) == 0)
            #expect(try judge(policy, "ioctl", 0, 0x5412) == EPERM)
        }
    }

    @Test func `every name in a list is a call, and none is in two`() {
        let names = Set(SystemCall.table.map(\.name))
        #expect(names.count == SystemCall.table.count)
        for list in [CallPolicy.refused, CallPolicy.allowed] {
            #expect(Set(list).count == list.count)
            #expect(list.filter { !names.contains($0) } == [])
        }
        #expect(Set(CallPolicy.refused).isDisjoint(with: CallPolicy.allowed))
    }
}

/// Runs classic BPF over one system call.
private struct Interpreter {
    private var words: [UInt32]

    init(_ number: UInt32, _ machine: UInt32, _ arguments: [UInt64]) {
        // struct seccomp_data: number, machine, instruction pointer, six arguments.
        words = [number, machine, 0, 0]
        for index in 0..<6 {
            let argument = index < arguments.count ? arguments[index] : 0
            words += [UInt32(truncatingIfNeeded: argument), UInt32(truncatingIfNeeded: argument >> 32)]
        }
    }

    /// `nil` when the program is none the kernel would take.
    func run(_ steps: [gateway_bpf]) -> UInt32? {
        var (at, value) = (0, UInt32(0))
        while at < steps.count {
            let step = steps[at]
            at += 1
            switch step.code {
            case 0x20 where step.operand % 4 == 0 && step.operand < 64: value = words[Int(step.operand / 4)]
            case 0x54: value &= step.operand
            case 0x05: at += Int(step.operand)
            case 0x15: at += Int(value == step.operand ? step.jump_true : step.jump_false)
            case 0x35: at += Int(value >= step.operand ? step.jump_true : step.jump_false)
            case 0x06: return step.operand
            default: return nil
            }
        }
        return nil
    }
}
