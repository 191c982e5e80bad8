import Glibc

/// Which system calls a child process may make.
struct CallPolicy {
    private let named: [String: CallVerdict]
    private let others: CallVerdict

    /// What becomes of a call of that name.
    func verdict(_ name: String) -> CallVerdict { named[name] ?? others }

    /// What the child is and may be; the numbers in its filter.
    struct Facts {
        /// Its own process id.
        let process: UInt32
        /// Memory cannot be made executable after it was written; the filter's task where the kernel has no other way.
        var refusesWritableCode = false
        var usesLocalSockets = true
        var usesNetwork = true
        /// Landlock watches over ports of plain TCP; what gets around it is the filter's task.
        var limitsPorts = false
    }

    /// Refuses what no plugin needs, and all with which a process can touch another one.
    static func process(_ facts: Facts) -> CallPolicy {
        CallPolicy(judged: judged(facts), listed: refused, as: .refuse(EPERM), others: .allow)
    }

    /// Allows what plugins need, and nothing else.
    static func sandbox(_ facts: Facts) -> CallPolicy {
        CallPolicy(judged: judged(facts), listed: allowed, as: .allow, others: .refuse(EPERM))
    }

    private init(judged: [String: CallVerdict], listed: [String], as verdict: CallVerdict, others: CallVerdict) {
        // A list says nothing about a call that is judged by its arguments.
        named = judged.merging(listed.map { ($0, verdict) }) { judged, _ in judged }
        self.others = others
    }

    // MARK: - Calls that depend on their arguments

    private static func judged(_ facts: Facts) -> [String: CallVerdict] {
        threads.merging(signals(facts.process)) { first, _ in first }
            .merging(priorities(facts.process)) { first, _ in first }
            .merging(devices) { first, _ in first }
            .merging(facts.refusesWritableCode ? code : [:]) { first, _ in first }
            .merging(facts.limitsPorts ? fastOpen : [:]) { first, _ in first }
            .merging(["socket": sockets(facts), "prctl": ownTraits]) { first, _ in first }
    }

    /// New threads, no new processes and no namespaces.
    private static let threads: [String: CallVerdict] = [
        // CLONE_THREAD, and none of CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET.
        "clone": .only(0, in: [0x0001_0000], mask: 0x7E03_0000, otherwise: .refuse(EPERM)),
        // Its flags lie in memory, which a filter cannot read; the C library then takes clone.
        "clone3": .refuse(ENOSYS),
        // To ask is allowed, and the answer keeps some libraries going.
        "personality": .only(0, in: [.max], otherwise: .refuse(EPERM)),
    ]

    /// The child runs as the gateway's user, so only this keeps it from killing the gateway. Its process group (0) and
    /// all it could reach (-1) are refused as well.
    private static func signals(_ process: UInt32) -> [String: CallVerdict] {
        let toItself = CallVerdict.only(0, in: [process], otherwise: .refuse(EPERM))
        return [
            "kill": toItself, "tgkill": toItself, "rt_sigqueueinfo": toItself, "rt_tgsigqueueinfo": toItself,
            // F_SETOWN, F_SETSIG, F_SETOWN_EX: a file that becomes readable would signal another process, SIGKILL
            // included.
            "fcntl": .not(1, in: [8, 10, 15], refusal: EPERM),
        ]
    }

    /// The same user may also starve the gateway: take its limits, its priority, its processors.
    private static func priorities(_ process: UInt32) -> [String: CallVerdict] {
        let ownOnly = CallVerdict.only(0, in: [0, process], otherwise: .refuse(EPERM))
        let thisThread = CallVerdict.only(1, in: [0], otherwise: .refuse(EPERM))
        return [
            "prlimit64": ownOnly, "sched_setaffinity": ownOnly, "sched_setattr": ownOnly, "sched_setparam": ownOnly,
            "sched_setscheduler": ownOnly,
            // PRIO_PROCESS and IOPRIO_WHO_PROCESS; the others name groups and users.
            "setpriority": .only(0, in: [0], then: thisThread, otherwise: .refuse(EPERM)),
            "ioprio_set": .only(0, in: [1], then: thisThread, otherwise: .refuse(EPERM)),
        ]
    }

    /// TIOCSTI, TIOCLINUX and TIOCCONS put words into other people's terminals, TIOCSETD loads line disciplines into
    /// the kernel, FIOSETOWN and SIOCSPGRP are F_SETOWN by another name.
    private static let devices: [String: CallVerdict] = [
        "ioctl": .not(1, in: [0x5412, 0x541C, 0x541D, 0x5423, 0x8901, 0x8902], refusal: EPERM)
    ]

    /// PROT_WRITE with PROT_EXEC, and PROT_EXEC on what may have been written before.
    private static let code: [String: CallVerdict] = [
        "mmap": .not(2, in: [6], mask: 6, refusal: EACCES),
        "mprotect": .not(2, in: [4], mask: 4, refusal: EACCES),
        "pkey_mprotect": .not(2, in: [4], mask: 4, refusal: EACCES),
    ]

    /// MSG_FASTOPEN connects without asking Landlock.
    private static let fastOpen: [String: CallVerdict] = [
        "sendto": .not(3, in: [0x2000_0000], mask: 0x2000_0000, refusal: EPERM),
        "sendmsg": .not(2, in: [0x2000_0000], mask: 0x2000_0000, refusal: EPERM),
        "sendmmsg": .not(3, in: [0x2000_0000], mask: 0x2000_0000, refusal: EPERM),
    ]

    /// The families plugins speak: AF_NETLINK, AF_CAN, AF_PACKET (IEC 61850 GOOSE), AF_BLUETOOTH, and as allowed
    /// AF_INET, AF_INET6 and AF_UNIX. The rest of them is where the kernel's holes were.
    private static func sockets(_ facts: Facts) -> CallVerdict {
        // What libraries understand: they do without.
        let others = CallVerdict.refuse(EAFNOSUPPORT)
        let local: CallVerdict = facts.usesLocalSockets ? .allow : .refuse(EACCES)
        let families: [UInt32] = facts.usesNetwork && !facts.limitsPorts ? [16, 29, 17, 31] : [16, 29]
        // IPPROTO_IP (the usual one), ICMP, TCP, UDP, ICMPV6; Landlock does not know the ports of MPTCP and SCTP.
        let plain = CallVerdict.only(2, in: [0, 1, 6, 17, 58], otherwise: .refuse(EPROTONOSUPPORT))
        let network: CallVerdict = !facts.usesNetwork ? others : facts.limitsPorts ? plain : .allow
        let foreign = CallVerdict.only(0, in: [2, 10], then: network, otherwise: others)
        return .only(0, in: families, otherwise: .only(0, in: [1], then: local, otherwise: foreign))
    }

    /// What a thread may ask and set of itself. Not: to outlive its parent (PR_SET_PDEATHSIG), to be looked into
    /// (PR_SET_DUMPABLE, PR_SET_PTRACER), more filters.
    private static let ownTraits = CallVerdict.only(
        0,
        in: [
            2, 3, 15, 16, 21, 23, 27, 29, 30, 38, 39, 42, 66,  // names, timer slack, and questions
            0x5356_4D41, 0x4155_5856,  // PR_SET_VMA (names of memory), PR_GET_AUXV
        ],
        otherwise: .refuse(EPERM))
}
