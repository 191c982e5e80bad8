import CLinux
import Glibc

/// Rules about files, ports and signals that the kernel enforces on this process (`landlock(7)`).
struct Landlock: ~Copyable {
    private let rules: Int32
    private let rights: LandlockRights

    /// The kernel's version, or why it has none.
    static var version: Result<Int, Unavailable> {
        let version = gateway_landlock_version()
        guard version < 0 else { return .success(Int(version)) }
        return .failure(
            Unavailable(
                reason: errno == EOPNOTSUPP
                    ? "it is switched off; add landlock to the kernel's parameter lsm="
                    : "this kernel has none; use Linux 5.13 or newer"))
    }

    struct Unavailable: Error {
        let reason: String
    }

    /// `nil` with the error number in `errno` when the kernel refuses.
    init?(_ plan: LandlockPlan) {
        rights = plan.rights
        rules = gateway_landlock_rules(plan.files.rawValue, plan.ports.rawValue, plan.scope.rawValue)
        guard rules >= 0 else { return nil }
    }

    deinit {
        close(rules)
    }

    enum Access {
        case read, change
        /// To rename between folders, which even rules about nothing else refuse.
        case refer
    }

    /// Allows it for what lies at `path` now and for all beneath. Returns 0 or an error number.
    borrowing func allow(_ access: Access, _ path: String) -> Int32 {
        let fd = gateway_locate(path)
        guard fd >= 0 else { return errno }
        defer { close(fd) }
        var facts = stat()
        guard fstat(fd, &facts) == 0 else { return errno }
        let isFolder = facts.st_mode & S_IFMT == S_IFDIR
        let allowed =
            switch access {
            case .read: rights.reading(isFolder: isFolder)
            case .change: rights.changing(isFolder: isFolder)
            case .refer: LandlockRights.Files.refer
            }
        return gateway_landlock_allow_path(rules, fd, allowed.rawValue) == 0 ? 0 : errno
    }

    /// Returns 0 or an error number.
    borrowing func allow(_ access: LandlockRights.Ports, port: UInt16) -> Int32 {
        gateway_landlock_allow_port(rules, port, access.rawValue) == 0 ? 0 : errno
    }

    /// From here on. Returns 0 or an error number.
    borrowing func enforce() -> Int32 {
        gateway_landlock_enforce(rules) == 0 ? 0 : errno
    }
}
