import Testing

@testable import GatewayConformance

/// A wrong deed, the case that must find it, and the promise it breaks.
struct Misdeed: Sendable, CustomTestStringConvertible {
    let variant: Variant
    let found: ConformanceCase
    let rule: Rule
    let severity: Severity

    init(_ variant: Variant, _ found: ConformanceCase, _ rule: Rule, _ severity: Severity = .error) {
        (self.variant, self.found, self.rule, self.severity) = (variant, found, rule, severity)
    }

    var testDescription: String { "\(variant.testDescription) in \(found.name)" }

    static let all: [Misdeed] = describing + living + speaking + publishing + working + enduring

    private static let describing = [
        Misdeed(Variant("bad-key"), .description, .described),
        Misdeed(Variant("no-help"), .description, .goodStyle, .warning),
        Misdeed(Variant("latin-1"), .description, .utf8Texts),
        Misdeed(Variant("moving-tables"), .tables, .stableTables),
        Misdeed(Variant("prefix-ids"), .unknownExtension, .unknownIDs),
    ]

    private static let living = [
        Misdeed(Variant("create-thread"), .create, .noWorkInCreate),
        Misdeed(Variant("refuse-defaults"), .create, .createFromSettings),
        Misdeed(Variant("mute-refusal"), .createRefusal, .createReason),
        Misdeed(Variant("wrong-column"), .createRefusal, .createReason),
        Misdeed(Variant("bad-problem"), .prepare, .planProblems),
        Misdeed(Variant("problem-but-ok"), .prepare, .planStatus),
        Misdeed(Variant("keeps-plan"), .borrowed, .borrowed),
        Misdeed(Variant("no-second-start", .loop), .lifecycle, .startAgain),
        Misdeed(Variant("odd-start"), .lifecycle, .knownStatus),
        Misdeed(Variant("mute-failure"), .lifecycle, .failureReason, .warning),
        Misdeed(Variant("latin-1-error"), .lifecycle, .utf8Texts),
        Misdeed(Variant("hang-in-destroy"), .lifecycle, .returns),
    ]

    private static let speaking = [
        Misdeed(Variant("thread-publish", .loop), .threads, .ownThread),
        Misdeed(Variant("publish-in-create"), .threads, .runningOnly),
        Misdeed(Variant("after-destroy"), .stop, .afterDestroy),
        Misdeed(Variant("always-trace"), .threads, .traceOn),
        Misdeed(Variant("closes-watched", .loop), .threads, .watchedFile),
        Misdeed(Variant("global-host"), .sideBySide, .instancesApart),
        Misdeed(Variant("two-answers", .loop), .answers, .oneAnswer),
        Misdeed(Variant("answer-and-status", .loop), .answers, .oneAnswer),
        Misdeed(Variant("no-answer", .loop), .answers, .answerMissing),
        Misdeed(Variant("short-token", .loop), .answers, .knownToken),
        Misdeed(Variant("odd-answer", .loop), .statuses, .knownStatus),
        Misdeed(Variant("bad-device"), .statuses, .knownState),
        Misdeed(Variant("failed-ok", .loop), .statuses, .goodFailed),
        Misdeed(Variant("bad-level"), .statuses, .goodLog, .warning),
        Misdeed(Variant("null-log"), .statuses, .goodLog),
    ]

    private static let publishing = [
        Misdeed(Variant("short-batch"), .samples, .batchShape),
        Misdeed(Variant("bad-handle"), .samples, .plannedHandles),
        Misdeed(Variant("bad-type", .loop), .samples, .knownTypes),
        Misdeed(Variant("bad-span"), .samples, .goodSpans),
        Misdeed(Variant("bad-text"), .samples, .goodSpans),
        Misdeed(Variant("bad-grade"), .samples, .goodQuality),
        Misdeed(Variant("half-group"), .samples, .wholeGroup),
    ]

    private static let working = [
        Misdeed(Variant("mute-reject", .sink), .deliveries, .rejectReason),
        Misdeed(Variant("no-window", .sink), .deliveries, .window),
        Misdeed(Variant("rejects-write"), .writes, .rejectReason),
        Misdeed(Variant("lies", hasPeer: true), .writes, .honestWrite),
        Misdeed(Variant("sends-late", hasPeer: true), .writes, .deadline),
        Misdeed(Variant("deaf"), .interrupt, .interruptReturns),
        Misdeed(Variant("odd-interrupt"), .interrupt, .interruptStatus, .warning),
        Misdeed(Variant("slow", .loop), .blocking, .neverBlocks),
    ]

    private static let enduring = [
        Misdeed(Variant("says-nothing", hasPeer: true), .unreachable, .speaksUp),
        Misdeed(Variant("says-up", hasPeer: true), .unreachable, .speaksUp),
        Misdeed(Variant("gives-up", .loop, hasPeer: true), .unreachable, .speaksUp),
        Misdeed(Variant("keeps-file"), .stop, .stopFrees),
        Misdeed(Variant("keeps-thread"), .stop, .stopFrees),
        Misdeed(Variant("slow-stop"), .stop, .stopInTime),
        Misdeed(Variant("aborts"), .hostileHost, .survives),
        Misdeed(Variant("needs-extensions", .loop), .hostileHost, .survives),
        Misdeed(Variant("leaks-memory"), .leaks, .leaksMemory),
        Misdeed(Variant("leaks-files"), .leaks, .leaksFiles),
        Misdeed(Variant("leaks-threads"), .leaks, .leaksThreads),
    ]
}
