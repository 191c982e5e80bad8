import CGatewayABI
import GatewayCore
import GatewayLoop
import PluginHost
import Synchronization

/// One case in its process: the plugin, what the user gave, and what all cases do alike.
final class CaseRun: @unchecked Sendable {
    let subject: Subject
    let given: GivenSettings
    let patience: Duration
    let reporter: CaseReporter
    let watch: CallWatch
    /// Takes memory back when a call is over, instead of freeing it.
    var lends = false
    /// What the case is at, for the words about a crash. Written by the judge's thread between calls.
    private let phase = Mutex("")

    init(_ subject: Subject, _ given: GivenSettings, patience: Duration, _ reporter: CaseReporter) {
        (self.subject, self.given, self.patience, self.reporter) = (subject, given, patience, reporter)
        watch = CallWatch(reporter, patience: patience)
    }

    func run(_ theCase: ConformanceCase) {
        switch theCase {
        case .load: break
        case .description: description()
        case .tables: tables()
        case .unknownExtension: unknownExtension()
        case .create: create()
        case .createRefusal: createRefusal()
        case .prepare: prepare()
        case .borrowed: borrowed()
        case .lifecycle: lifecycle()
        case .threads, .answers, .statuses, .samples: speaking(theCase)
        case .sideBySide: sideBySide()
        case .deliveries: deliveries()
        case .writes: writes()
        case .interrupt: interrupt()
        case .blocking: blocking()
        case .unreachable: unreachable()
        case .stop: stopping()
        case .hostileHost: hostileHost()
        case .leaks: leaks()
        }
    }

    /// What follows, for people.
    func at(_ words: String) {
        phase.withLock { $0 = words }
    }

    func step(_ call: PluginCall) {
        let words = phase.withLock { $0 }
        reporter.step(words.isEmpty ? call.rawValue : "\(call.rawValue) (\(words))")
    }

    /// For the arguments of one call.
    func memory(_ call: String) -> CallMemory {
        CallMemory(call, lends: lends)
    }

    // MARK: Peers and settings

    /// A port nobody listens on, for cases that want to be left alone.
    private(set) lazy var nobody = LoopbackPort(.refusing)

    private var quietPeer: SettingGuess.Peer { SettingGuess.Peer(port: nobody?.number ?? 1) }

    /// Cells for create: what the user gave, else guesses that lead nowhere.
    func settings(peer: SettingGuess.Peer? = nil) -> [Cell] {
        let guess = SettingGuess(given: given.settings, peer: peer ?? quietPeer, overridesPeer: peer != nil)
        return guess.cells(subject.description.settings)
    }

    /// Whether any setting says where a peer is.
    var hasPeer: Bool {
        let guess = SettingGuess(given: [:], peer: quietPeer)
        return subject.description.settings.contains { guess.namesPeer($0) }
    }

    var plans: PlanGuess { PlanGuess(description: subject.description, given: given, peer: quietPeer) }

    // MARK: Judging

    /// What every call without a token has to keep.
    @discardableResult
    func judge(_ result: CallResult?) -> Bool {
        guard let result else { return false }
        judgeMessage(result)
        switch result.known {
        case .pending, .retry, .rejected, nil:
            reporter.error(.knownStatus, "\(result.call.rawValue) returned \(result.words)")
        default: break
        }
        if result.status < 0 && result.message.isEmpty {
            reporter.warning(
                .failureReason, "\(result.call.rawValue) failed with \(result.words) and without a message")
        }
        return result.isOK
    }

    func judgeMessage(_ result: CallResult) {
        if let fault = result.messageFault {
            reporter.error(.utf8Texts, "\(result.call.rawValue) failed, and \(fault)")
        }
    }

    // MARK: Instances

    /// An instance with settings and a plan it takes, ready to start; `nil` when there is none, with the reason said.
    func ready(_ manners: HostManners = HostManners(), peer: SettingGuess.Peer? = nil, on loop: EventLoop? = nil)
        -> TestInstance?
    {
        var dropped: Set<UInt32> = []
        // The second time without the points whose guessed addresses are wrong.
        for attempt in 1...2 {
            guard let instance = TestInstance(self, manners, on: loop) else { break }
            let created = instance.create(settings(peer: peer))
            guard judge(created) else {
                instance.finishUnless(loop)
                skip("create says \(created?.words ?? "nothing"); give settings that work with --settings")
                return nil
            }
            let prepared = instance.prepare(plans.plain(without: dropped))
            if prepared?.isOK ?? true { return instance }
            judge(prepared)
            dropped.formUnion(instance.host.withBooks { Set($0.problems.map(\.point)) })
            if attempt == 2 || dropped.isEmpty {
                skip(
                    "prepare says \(prepared?.words ?? "nothing"); give an address that works with --settings address.KEY=VALUE"
                )
                instance.destroy()
                instance.finishUnless(loop)
                return nil
            }
            instance.destroy()
            instance.finishUnless(loop)
        }
        return nil
    }

    /// An instance whose peer is `port`; the usual one for `nil`.
    func ready(at port: LoopbackPort?) -> TestInstance? {
        ready(peer: port.map { SettingGuess.Peer(port: $0.number) })
    }

    func skip(_ reason: String) {
        reporter.skip(reason)
    }

    func finish(_ instance: TestInstance) {
        instance.destroy()
        instance.finish()
    }
}

extension TestInstance {
    /// Ends its own loop, and leaves one that was lent.
    func finishUnless(_ lent: EventLoop?) {
        if lent == nil { finish() } else { run.watch.remove(slot) }
    }
}
