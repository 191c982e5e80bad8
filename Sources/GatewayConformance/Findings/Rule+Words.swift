extension Rule {
    var words: (clause: String, mend: String) {
        switch self {
        case .loads, .described, .goodStyle, .utf8Texts, .stableTables, .unknownIDs: describing
        case .survives, .returns, .createFromSettings, .createReason, .noWorkInCreate, .knownStatus, .failureReason:
            core
        case .stopInTime, .stopFrees, .startAgain, .interruptReturns, .interruptStatus, .instancesApart: life
        case .planProblems, .planStatus, .borrowed: plan
        case .ownThread, .runningOnly, .afterDestroy, .oneAnswer, .answerMissing, .knownToken: calling
        case .knownState, .goodFailed, .goodLog, .traceOn, .watchedFile: saying
        case .batchShape, .plannedHandles, .knownTypes, .goodSpans, .goodQuality, .wholeGroup: samples
        default: extending
        }
    }

    private var describing: (String, String) {
        switch self {
        case .described:
            ("describe.h gw_description: what a plugin is and understands", "correct the description it returns")
        case .goodStyle:
            ("describe.h gw_field: shown to users", "write it as a user wants to read it")
        case .utf8Texts:
            ("base.h texts: UTF-8 that ends with a zero byte", "write UTF-8, and cut long texts between characters")
        case .stableTables:
            (
                "plugin.h tables live as long as the process, [thread-safe]",
                "return the same constant table to every caller"
            )
        case .unknownIDs:
            ("plugin.h get_extension: a table by name, or NULL", "compare the whole id and return NULL for all others")
        default:
            (
                "plugin.h gw_plugin_entry: the plugins of this file",
                "make it load: gatewayctl plugin describe says why it does not"
            )
        }
    }

    private var core: (String, String) {
        switch self {
        case .survives:
            ("plugin.h a call returns to its caller", "find the fault with a debugger or -fsanitize=address")
        case .returns:
            ("plugin.h every call returns", "never wait without a limit, and do not wait for another thread's lock")
        case .createFromSettings:
            (
                "plugin.h create: makes an instance from settings alone",
                "take what the schema allows, without asking the network"
            )
        case .createReason:
            (
                "base.h gw_error: the reason, and the column at fault",
                "return GW_CONFIGURATION, write a sentence into message and the index of the setting into column"
            )
        case .noWorkInCreate:
            (
                "plugin.h create: no I/O, no threads",
                "open files and begin threads in start, and leave nothing behind when create fails"
            )
        case .knownStatus: ("base.h gw_status: one of GW_*", "return one of the statuses that the header allows here")
        default: ("base.h gw_error: room for a reason", "write a sentence into error->message whenever a call fails")
        }
    }

    private var life: (String, String) {
        switch self {
        case .stopInTime:
            ("plugin.h stop: at most 2 s", "close what stop waits for before it waits, and give up in time")
        case .stopFrees:
            (
                "plugin.h stop: frees files, sockets and threads",
                "close every file and join every thread before stop returns"
            )
        case .startAgain:
            (
                "plugin.h stop: start may follow",
                "set everything up anew in start; keep no global that a second start trips on"
            )
        case .interruptReturns:
            (
                "plugin.h interrupt: a blocking call returns soon",
                "give the call something to wait for that interrupt can wake, such as an eventfd"
            )
        case .interruptStatus:
            ("plugin.h interrupt: returns with GW_CANCELLED", "return GW_CANCELLED from the call that interrupt ended")
        default:
            (
                "base.h one call at a time for this instance",
                "keep what belongs to an instance in the instance, not in globals"
            )
        }
    }

    private var plan: (String, String) {
        switch self {
        case .planProblems:
            (
                "plan.h problem: the point's handle, the column and a sentence",
                "report handles and columns of this plan only, within prepare, and say what is wrong"
            )
        case .planStatus:
            (
                "plan.h prepare: GW_CONFIGURATION after a problem",
                "return GW_CONFIGURATION if and only if something is wrong with the plan, and say what"
            )
        default: ("base.h arguments are borrowed for the call", "copy what you keep")
        }
    }

    private var calling: (String, String) {
        switch self {
        case .ownThread:
            (
                "host.h [instance]: on the instance's own thread",
                "call gw_loop_host.wake and do it in woken, or answer, which any thread may call"
            )
        case .runningOnly:
            ("host.h [instance & running]: between start and stop", "call it between start and stop only")
        case .afterDestroy:
            (
                "host.h lives until the instance is destroyed",
                "join your threads in stop, and forget the host in destroy"
            )
        case .oneAnswer:
            (
                "host.h answer: exactly one for each GW_PENDING",
                "return GW_PENDING or a final status, and answer a token once and only after GW_PENDING"
            )
        case .answerMissing:
            (
                "base.h GW_PENDING: exactly one answer follows",
                "give every request a time-out of its own and answer when it is over"
            )
        default: ("host.h answer: with the call's token", "keep all 64 bits of the token, and answer with it")
        }
    }

    private var saying: (String, String) {
        switch self {
        case .knownState:
            (
                "host.h link: a device of the plan, GW_LINK_UP or GW_LINK_DOWN",
                "pass the index of a device of the plan or GW_ALL_DEVICES, a known state and, when down, a bad quality"
            )
        case .goodFailed:
            (
                "host.h failed: a failure, once a run",
                "call failed once a run, with the class of the failure and a sentence"
            )
        case .goodLog:
            ("host.h log: one line and a level", "log one line of UTF-8 with a level from GW_LOG_TRACE to GW_LOG_ERROR")
        case .traceOn:
            ("trace.h frame: only while tracing is on", "look at what enable said last before you call frame")
        default: ("loop.h watch: end the watch before you close the fd", "call watch with 0 events, then close")
        }
    }

    private var samples: (String, String) {
        switch self {
        case .batchShape:
            (
                "batch.h gw_batch: its size, its samples, its bytes",
                "set struct_size, and point samples and bytes at as much as count and bytes_size say"
            )
        case .plannedHandles: ("batch.h gw_sample.point: gw_point.handle", "publish with the handles of the plan")
        case .knownTypes:
            ("batch.h gw_sample.type: GW_TYPE_*", "use one of the value types; a boolean is 0 or 1, flags are 0")
        case .goodSpans:
            (
                "batch.h gw_span: within the bytes, UTF-8 for texts",
                "let offset and size lie within bytes_size, and publish what is no UTF-8 as GW_TYPE_BYTES"
            )
        case .goodQuality:
            (
                "base.h quality: grade, reason, flags",
                "combine GW_QUALITY_*, GW_REASON_* and GW_FLAG_*; a value that was not read is never good"
            )
        default:
            (
                "poll.h read: a sample for each point of the group",
                "publish a sample for each point before read returns; a failed one with its quality and GW_TYPE_NONE"
            )
        }
    }

    private var extending: (String, String) {
        switch self {
        case .neverBlocks:
            (
                "loop.h calls return within a few milliseconds",
                "never wait: use non-blocking sockets, watch and set_timer; do long work on a thread of your own"
            )
        case .leaksMemory:
            (
                "plugin.h destroy: frees the instance",
                "free in destroy what create and prepare made, and in stop what start made"
            )
        case .leaksFiles: ("plugin.h stop: frees files and sockets", "close in stop what start opened, on every path")
        case .leaksThreads: ("plugin.h stop: frees threads", "join in stop what start began")
        case .window: ("sink.h window: how many may be pending at once", "return 1 to 4096, or leave window NULL for 1")
        case .rejectReason:
            (
                "sink.h deliver: GW_REJECTED with the reason",
                "say with GW_REJECTED why the block can never be taken; GW_RETRY and GW_REJECTED are for deliveries"
            )
        case .deadline:
            (
                "write.h deadline: after this nothing may be sent",
                "compare deadline with gw_host.monotonic just before you send"
            )
        case .honestWrite: ("write.h write: the final status", "answer GW_OK only when the device has taken the value")
        default:
            (
                "host.h link: says that a device is reachable or not",
                "report link DOWN or failed, or answer with GW_UNREACHABLE or GW_TIMEOUT, when nobody is there"
            )
        }
    }
}
