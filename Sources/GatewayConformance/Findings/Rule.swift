/// A promise of the contract that a plugin can break, with the header it stands in and what mends it.
///
/// Every rule is broken by a fixture of the tests, and explained in `docs/plugin-check.md`.
enum Rule: String, CaseIterable, Sendable {
    // Loading and describing
    case loads, described, goodStyle, utf8Texts, stableTables, unknownIDs
    // The core
    case survives, returns, createFromSettings, createReason, noWorkInCreate, knownStatus, failureReason, stopInTime
    case stopFrees, startAgain, interruptReturns, interruptStatus, instancesApart
    // The plan
    case planProblems, planStatus, borrowed
    // What a plugin calls
    case ownThread, runningOnly, afterDestroy, oneAnswer, answerMissing, knownToken, knownState, goodFailed, goodLog
    case batchShape, plannedHandles, knownTypes, goodSpans, goodQuality, wholeGroup, traceOn, watchedFile
    // Promises of the extensions
    case neverBlocks, speaksUp, leaksMemory, leaksFiles, leaksThreads, window, rejectReason, deadline, honestWrite

    var clause: String { words.clause }
    var mend: String { words.mend }
}
