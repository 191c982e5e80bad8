import Glibc

/// Landlock's part: files, ports, and other processes.
extension Confinement {
    /// A relative path would mean something else to the gateway, which names it, than to the child.
    static func checkPaths(_ request: ConfinementRequest) throws(ConfinementFailure) {
        let folder = request.privateFolder.map { [$0] } ?? []
        for path in request.readable + request.writable + folder where !path.hasPrefix("/") || path.utf8.contains(0) {
            throw ConfinementFailure("'\(path)' is no absolute path; write it from / on")
        }
        guard let privateFolder = request.privateFolder, request.isolation == .sandbox else { return }
        guard access(privateFolder, F_OK) == 0 else {
            throw ConfinementFailure(
                "the private folder \(privateFolder) cannot be used: \(SystemError.text(errno)); make it")
        }
    }

    static func limitFiles(_ request: ConfinementRequest, _ report: inout ConfinementReport) {
        switch Landlock.version {
        case .failure(let unavailable): report.lacks("Landlock", unavailable.reason, leaving: .process)
        case .success(let version):
            let plan = LandlockPlan(request, version: version)
            for lack in plan.lacks { report.lacks(lack.measure, lack.reason) }
            if !plan.files.isEmpty { enforce(plan, request, version, &report) }
        }
    }

    private static func enforce(
        _ plan: LandlockPlan, _ request: ConfinementRequest, _ version: Int, _ report: inout ConfinementReport
    ) {
        guard let landlock = Landlock(plan) else {
            return report.lacks("Landlock", SystemError.text(errno), leaving: .process)
        }
        if request.isolation == .sandbox {
            allowFiles(landlock, request, &report)
            allowPorts(landlock, plan, request, &report)
        } else {
            _ = landlock.allow(.refer, "/")
        }
        let code = landlock.enforce()
        guard code == 0 else { return report.lacks("Landlock", SystemError.text(code), leaving: .process) }
        report.has("Landlock \(version)")
    }

    private static func allowFiles(
        _ landlock: borrowing Landlock, _ request: ConfinementRequest, _ report: inout ConfinementReport
    ) {
        // Not every system has all of them.
        for path in SystemPaths.readable + SystemPaths.ofLoadedLibraries { _ = landlock.allow(.read, path) }
        for path in SystemPaths.writable { _ = landlock.allow(.change, path) }
        let named =
            request.readable.map { (Landlock.Access.read, $0) } + request.writable.map { (.change, $0) }
            + (request.privateFolder.map { [(.change, $0)] } ?? [])
        for (access, path) in named {
            let code = landlock.allow(access, path)
            if code != 0 { report.lacks("access to \(path)", SystemError.text(code)) }
        }
    }

    private static func allowPorts(
        _ landlock: borrowing Landlock, _ plan: LandlockPlan, _ request: ConfinementRequest,
        _ report: inout ConfinementReport
    ) {
        let bind = plan.ports.contains(.bind) ? request.bindPorts ?? [] : []
        let connect = plan.ports.contains(.connect) ? request.connectPorts ?? [] : []
        let wanted = bind.map { (LandlockRights.Ports.bind, $0) } + connect.map { (.connect, $0) }
        for (access, port) in wanted {
            let code = landlock.allow(access, port: port)
            if code != 0 { report.lacks("access to TCP port \(port)", SystemError.text(code)) }
        }
    }
}
