import Glibc

/// Limits that the kernel counts for a process (`setrlimit(2)`).
///
/// There is none on the number of processes: the kernel counts those of the user, the gateway among them, and not at
/// all for root. New processes are refused otherwise, and threads cost their stacks, which
/// ``ConfinementRequest/memory`` bounds.
struct ResourceLimits {
    struct Limit: Equatable {
        let resource: __rlimit_resource
        let name: String
        let value: UInt64
    }

    let limits: [Limit]

    /// `isInstrumented`: built with a sanitizer, whose shadow memory is beyond all limits.
    init(_ request: ConfinementRequest, isInstrumented: Bool) {
        // A crash must not write the secrets in its memory to a disk.
        var limits = [Limit(resource: RLIMIT_CORE, name: "core files", value: 0)]
        if request.memory > 0, !isInstrumented {
            limits.append(Limit(resource: RLIMIT_DATA, name: "memory", value: request.memory))
            let space = request.memory.addingReportingOverflow(Self.mapped)
            limits.append(
                Limit(resource: RLIMIT_AS, name: "address space", value: space.overflow ? .max : space.partialValue))
        }
        if request.openFiles > 0 {
            limits.append(Limit(resource: RLIMIT_NOFILE, name: "open files", value: request.openFiles))
        }
        if request.fileSize > 0 {
            limits.append(Limit(resource: RLIMIT_FSIZE, name: "file size", value: request.fileSize))
        }
        limits.append(Limit(resource: RLIMIT_STACK, name: "stack", value: 8 << 20))
        self.limits = limits
    }

    /// Address space that is no memory: libraries, shared memory, and what malloc reserves for each thread (64 MiB).
    private static let mapped: UInt64 = 4 << 30

    /// Never raises a limit. Returns what could not be set, with the reason.
    func set() -> [(name: String, reason: String)] {
        // Past the size of a file, an error instead of an end.
        signal(SIGXFSZ, SIG_IGN)
        return limits.compactMap { limit in
            let code = Self.lower(limit.resource, to: limit.value)
            return code == 0 ? nil : (limit.name, SystemError.text(code))
        }
    }

    private static func lower(_ resource: __rlimit_resource, to value: UInt64) -> Int32 {
        var limits = rlimit()
        guard getrlimit(__rlimit_resource_t(resource.rawValue), &limits) == 0 else { return errno }
        let lowest = min(rlim_t(value), limits.rlim_max)
        limits = rlimit(rlim_cur: lowest, rlim_max: lowest)
        return setrlimit(__rlimit_resource_t(resource.rawValue), &limits) == 0 ? 0 : errno
    }
}
