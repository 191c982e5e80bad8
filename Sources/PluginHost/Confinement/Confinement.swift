import CLinux
import Glibc

/// Takes away from this process what a plugin does not need.
///
/// Nothing of it can be undone, by nobody: it ends with the process. It holds for the calling thread and for those it
/// starts later, so it is called by a child's main thread, before other threads exist and before a plugin is loaded.
/// Files that are open, memory that is mapped and threads that the plugin starts work as before. See docs/isolation.md.
public enum Confinement {
    /// Confines this process as `request` says, as far as the kernel has the means; what it lacks is in the report.
    ///
    /// Throws when the request makes no sense or when the process could be left without any confinement: then end it.
    public static func apply(_ request: ConfinementRequest) throws(ConfinementFailure) -> ConfinementReport {
        var report = ConfinementReport(asked: request.isolation)
        guard request.isolation != .inside else { return report }
        try checkAlone()
        try checkPaths(request)
        limit(request, &report)
        guard gateway_no_new_privileges() == 0 else {
            throw ConfinementFailure(
                "cannot give up new privileges: \(SystemError.text(errno)); use Linux 3.5 or newer")
        }
        report.has("no-new-privileges")
        limitFiles(request, &report)
        dropCapabilities(request, &report)
        hideMemory(&report)
        filterCalls(request, refusesWritableCode: !refuseWritableCode(), &report)
        return report
    }

    /// Another thread would keep all its rights.
    private static func checkAlone() throws(ConfinementFailure) {
        var facts = stat()
        // A folder has a link for itself, one for its parent and one for each folder in it.
        guard stat("/proc/self/task", &facts) == 0, facts.st_nlink > 3 else { return }
        throw ConfinementFailure(
            "\(facts.st_nlink - 2) threads run already; confine a process before it starts its second one")
    }

    /// Built with a sanitizer, whose shadow memory is beyond all limits of memory.
    package static var isInstrumented: Bool {
        dlsym(nil, "__asan_init") != nil || dlsym(nil, "__tsan_init") != nil
    }

    private static func limit(_ request: ConfinementRequest, _ report: inout ConfinementReport) {
        for lack in ResourceLimits(request, isInstrumented: Self.isInstrumented).set() {
            report.lacks("limit of \(lack.name)", lack.reason)
        }
        if isInstrumented { report.lacks("limit of memory", "the program was built with a sanitizer") }
        report.has("rlimits")
    }

    /// CAP_NET_BIND_SERVICE (bit 10): servers of ours listen on 502 (Modbus) and others below 1024. CAP_NET_RAW (bit
    /// 13): IEC 61850 GOOSE and sampled values are Ethernet frames. Only what the gateway itself was given is kept, and
    /// not the latter where ports are limited: it would get around that.
    private static func dropCapabilities(_ request: ConfinementRequest, _ report: inout ConfinementReport) {
        let rawFrames: UInt64 = request.isolation == .sandbox && request.limitsPorts ? 0 : 1 << 13
        if gateway_keep_capabilities(1 << 10 | rawFrames) == 0 {
            report.has("capabilities dropped")
        } else {
            report.lacks("dropped capabilities", SystemError.text(errno))
        }
    }

    /// A plugin's memory holds its passwords; another plugin's process, of the same user, is kept out. For a debugger,
    /// be root or run the plugin inside.
    private static func hideMemory(_ report: inout ConfinementReport) {
        if gateway_hide_memory() == 0 {
            report.has("memory hidden")
        } else {
            report.lacks("hidden memory", SystemError.text(errno))
        }
    }

    /// False where the kernel cannot, before 6.3: then the filter does most of it.
    private static func refuseWritableCode() -> Bool {
        gateway_refuse_writable_code() == 0
    }

    private static func filterCalls(
        _ request: ConfinementRequest, refusesWritableCode: Bool, _ report: inout ConfinementReport
    ) {
        guard let machine = SystemCall.Machine.current else {
            return report.lacks(
                "filter of system calls", "their numbers on this processor are not known", leaving: .process)
        }
        let policy = policy(request, refusesWritableCode)
        let filter = CallFilter(policy, on: machine)
        guard gateway_filter_calls(filter.steps, UInt16(filter.steps.count)) == 0 else {
            return report.lacks("filter of system calls", SystemError.text(errno), leaving: .process)
        }
        report.has("no writable code")
        report.has("no new processes (seccomp)")
        if request.isolation == .sandbox { report.has("known system calls only (seccomp)") }
    }

    private static func policy(_ request: ConfinementRequest, _ refusesWritableCode: Bool) -> CallPolicy {
        var facts = CallPolicy.Facts(process: UInt32(bitPattern: getpid()), refusesWritableCode: refusesWritableCode)
        guard request.isolation == .sandbox else { return .process(facts) }
        facts.usesLocalSockets = request.usesLocalSockets
        facts.usesNetwork = request.hasNetwork
        facts.limitsPorts = request.limitsPorts
        return .sandbox(facts)
    }
}
