/// One question the judge asks a plugin, in a process of its own. The raw value is its name for people.
public enum ConformanceCase: String, CaseIterable, Sendable {
    case load
    case description
    case tables
    case unknownExtension = "unknown-extension"
    case create
    case createRefusal = "create-refusal"
    case prepare
    case borrowed
    case lifecycle
    case threads
    case sideBySide = "side-by-side"
    case answers
    case statuses
    case samples
    case deliveries
    case writes
    case interrupt
    case blocking
    case unreachable
    case stop
    case hostileHost = "hostile-host"
    case leaks

    public var name: String { rawValue }

    /// The promise that the case is about, where the contract words it.
    public var clause: String { words.clause }

    /// What the case does, in one sentence.
    public var sentence: String { words.sentence }

    /// After this a child that has not ended counts as hung. Far beyond what a good plugin needs.
    var limit: Duration {
        self == .leaks ? .seconds(120) : .seconds(90)
    }

    /// Those that run in a child; `load` is the parent's own.
    static var inChild: [ConformanceCase] { allCases.filter { $0 != .load } }
}

extension ConformanceCase {
    private var words: (clause: String, sentence: String) {
        switch self {
        case .load, .description, .tables, .unknownExtension: describing
        case .create, .createRefusal, .prepare, .borrowed, .lifecycle: life
        case .threads, .sideBySide, .answers, .statuses, .samples: speaking
        case .deliveries, .writes, .interrupt, .blocking: working
        case .unreachable, .stop, .hostileHost, .leaks: enduring
        }
    }

    private var describing: (String, String) {
        switch self {
        case .load:
            (Rule.loads.clause, "Looks at owner, mode and ELF header, loads the file and finds its plugins.")
        case .description:
            (Rule.described.clause, "Reads the description: ids, version, and every field of its three schemas.")
        case .tables:
            (Rule.stableTables.clause, "Asks 8 threads at once for the entry, the extensions and the description.")
        default:
            (Rule.unknownIDs.clause, "Asks for extensions nobody has, by names that come close, and by very long ones.")
        }
    }

    private var life: (String, String) {
        switch self {
        case .create:
            (
                Rule.createFromSettings.clause,
                "Makes instances from defaults and given settings, and destroys them unused."
            )
        case .createRefusal:
            (Rule.createReason.clause, "Makes instances from settings that the schema allows and nobody means.")
        case .prepare:
            (Rule.planProblems.clause, "Gives plans with no point, one, and 10,000 with odd addresses.")
        case .borrowed:
            (Rule.borrowed.clause, "Takes every argument's memory away as soon as its call is over, and goes on.")
        default:
            (Rule.startAgain.clause, "Starts and stops in every legal order: at once, again, and after a failure.")
        }
    }

    private var speaking: (String, String) {
        switch self {
        case .threads:
            (Rule.ownThread.clause, "Works with the plugin and looks on which thread, and when, it calls the host.")
        case .sideBySide:
            (Rule.instancesApart.clause, "Runs 4 instances on 4 threads at once.")
        case .answers:
            (Rule.oneAnswer.clause, "Counts the answers to every read, write and delivery.")
        case .statuses:
            (Rule.knownStatus.clause, "Judges every status, link state, log line and failure the plugin reports.")
        default:
            (Rule.plannedHandles.clause, "Judges every sample: handle, type, span, text, quality.")
        }
    }

    private var working: (String, String) {
        switch self {
        case .deliveries:
            (Rule.rejectReason.clause, "Delivers blocks: empty, 10,000 samples, texts, NaN, resent, unknown points.")
        case .writes:
            (Rule.deadline.clause, "Writes every type of value, in every phase, in time and too late.")
        case .interrupt:
            (Rule.interruptReturns.clause, "Interrupts calls that block on a peer that says nothing.")
        default:
            (
                Rule.neverBlocks.clause,
                "Measures every call of a plugin on the host's loop, with peers that refuse and are silent."
            )
        }
    }

    private var enduring: (String, String) {
        switch self {
        case .unreachable:
            (
                Rule.speaksUp.clause,
                "Starts against a port that refuses, one that is silent, and one that never accepts."
            )
        case .stop:
            (
                Rule.stopFrees.clause,
                "Stops in the middle of everything and looks for files, threads and calls that remain."
            )
        case .hostileHost:
            (Rule.survives.clause, "Refuses everything a host may refuse, and lets the wall clock jump.")
        default:
            (Rule.leaksMemory.clause, "Makes, starts, stops and destroys 1,000 instances and looks for what grows.")
        }
    }
}
