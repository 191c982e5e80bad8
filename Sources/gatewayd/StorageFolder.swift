import GatewayConfig
import GatewayRuntime
import GatewayStore
import Glibc
import Logging

/// The folder for what has to survive: names of points, spool, history.
struct StorageFolder {
    let path: String

    init(_ path: String) {
        self.path = path
    }

    /// Opens what the site asks for. Only a folder that cannot be made, or that another gateway works on, is a reason not
    /// to start: a disk that refuses costs durability, which is announced, and nothing else.
    func open(_ site: Site, log: Logger) throws -> Storage {
        guard mkdir(path, 0o750) == 0 || errno == EEXIST else {
            throw StartFailure("cannot make the data folder '\(path)': \(String(cString: strerror(errno)))")
        }
        try refuseStrangers()
        try claim()
        let report: StoreReporter = { report in
            log.log(
                level: report.kind == .recovered ? .notice : .error, "\(report.message)",
                metadata: ["file": "\(report.file)", "kind": "\(report.kind.rawValue)"])
        }
        let (spool, problem) = site.spool.isEnabled ? spool(site, report, log) : (nil, nil)
        return Storage(
            registry: PointRegistry(path: "\(path)/points.db", report: report), spool: spool, spoolProblem: problem,
            history: site.history.isEnabled ? HistoryStore(path: "\(path)/history.db", report: report) : nil)
    }

    /// A folder of another user would leave everything in memory without a need; a disk that is read-only does not ask us.
    private func refuseStrangers() throws {
        guard access(path, R_OK | W_OK | X_OK) != 0, errno == EACCES else { return }
        throw StartFailure("may not write in the data folder '\(path)' — give it to the user that runs gatewayd")
    }

    /// Two gateways on one folder would deliver each other's samples. The lock is the folder's own, so that it takes no room
    /// on a full disk, and ends with the process, however that ends.
    private func claim() throws {
        let folder = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0, flock(folder, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK else { return }
        close(folder)
        throw StartFailure(
            "another gateway works on the data folder '\(path)' — stop it, or choose another folder with --data")
    }

    /// A spool that cannot be had leaves memory to carry the lanes, and is told as long as the gateway runs.
    private func spool(
        _ site: Site, _ report: @escaping StoreReporter, _ log: Logger
    ) -> (spool: (any Spool)?, problem: String?) {
        let bytes = Int(clamping: site.spool.maximumBytes)
        do throws(SpoolError) {
            return (try SQLiteSpool(path: "\(path)/spool.db", maximumBytes: bytes, report: report), nil)
        } catch {
            log.error("The spool cannot be opened; samples wait in memory only", metadata: ["reason": "\(error)"])
            let problem = "the spool in '\(path)' cannot be opened, samples wait in memory only: \(error)"
            // Seconds keep epochs growing, where no file remembers the last one.
            let memory = MemorySpool(maximumBytes: min(bytes, 64 << 20), epoch: UInt64(clamping: time(nil)))
            return (memory, "\(problem) — mend the disk, then restart gatewayd")
        }
    }
}
