/// Which rules Landlock is to enforce, decided from a request and from what the kernel knows. Pure.
struct LandlockPlan {
    let rights: LandlockRights
    /// Refused where no rule allows it.
    let files: LandlockRights.Files
    let ports: LandlockRights.Ports
    let scope: LandlockRights.Scope
    /// What was asked for and this version cannot refuse.
    let lacks: [(measure: String, reason: String)]

    init(_ request: ConfinementRequest, version: Int) {
        rights = LandlockRights(version: version)
        switch request.isolation {
        case .inside: (files, ports, scope, lacks) = ([], [], [], [])
        case .process: (files, ports, scope, lacks) = Self.process(rights)
        case .sandbox:
            files = rights.files
            ports = Self.ports(request).intersection(rights.ports)
            scope = Self.scope(request).intersection(rights.scope)
            lacks = Self.lacks(request, version)
        }
    }

    private typealias Refusals = (
        LandlockRights.Files, LandlockRights.Ports, LandlockRights.Scope, [(measure: String, reason: String)]
    )

    /// All files stay open to it. That there are rules at all is what counts: whoever lives under some cannot look
    /// into, or attach to, a process that does not, such as the gateway. To make devices is nothing a plugin misses.
    private static func process(_ rights: LandlockRights) -> Refusals {
        // Version 1 cannot allow to rename between folders.
        guard rights.version > 1 else {
            return ([], [], [], [needs(2, "other processes' memory out of reach", rights.version)])
        }
        return ([.refer, .makeCharacterDevice, .makeBlockDevice], [], rights.scope.intersection(.signal), [])
    }

    private static func ports(_ request: ConfinementRequest) -> LandlockRights.Ports {
        var ports: LandlockRights.Ports = []
        if request.bindPorts != nil { ports.insert(.bind) }
        if request.connectPorts != nil { ports.insert(.connect) }
        return ports
    }

    private static func scope(_ request: ConfinementRequest) -> LandlockRights.Scope {
        request.usesLocalSockets ? .signal : [.signal, .abstractSocket]
    }

    private static func lacks(_ request: ConfinementRequest, _ version: Int) -> [(measure: String, reason: String)] {
        var lacks: [(measure: String, reason: String)] = []
        if version < 3 { lacks.append(needs(3, "protection of files against truncate", version)) }
        if version < 4, request.hasNetwork, !ports(request).isEmpty {
            lacks.append(needs(4, "limits of TCP ports", version))
        }
        if version < 5 { lacks.append(needs(5, "limits of device controls", version)) }
        return lacks
    }

    private static func needs(_ wanted: Int, _ measure: String, _ version: Int) -> (measure: String, reason: String) {
        (measure, "needs Landlock \(wanted), this kernel has \(version)")
    }
}
