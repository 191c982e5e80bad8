/// Something a plugin did that the contract forbids. The host lives on; these are counted and shown.
public struct ContractBreach: Hashable, Sendable {
    public let kind: Kind
    /// How many times at once: samples of one batch, else 1.
    public let count: Int
    /// For people: what happened, with the numbers.
    public let detail: String

    public init(_ kind: Kind, count: Int = 1, _ detail: String) {
        self.kind = kind
        self.count = count
        self.detail = detail
    }

    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A request was answered twice; the first answer counted.
        case secondAnswer = "second-answer"
        /// An answer to a request that was never made.
        case unknownToken = "unknown-token"
        /// A request was not answered in time.
        case missingAnswer = "missing-answer"
        /// The answer came after the host had given up.
        case lateAnswer = "late-answer"
        /// Samples for points that are not in the plan; left out.
        case unknownHandle = "unknown-handle"
        /// Samples whose type is none; left out.
        case unknownType = "unknown-type"
        /// Samples whose text or bytes lie outside the batch; left out.
        case badSpan = "bad-span"
        /// Samples with more than 64 KiB of text or bytes; their points turn bad(overflow) instead.
        case oversizedValue = "oversized-value"
        /// Samples whose text is not UTF-8; their points turn bad(out-of-range) instead. Not repaired: nobody could tell a
        /// repaired text from one that was sent so.
        case badText = "bad-text"
        /// A batch without samples, too short or badly aligned; left out.
        case badBatch = "bad-batch"
        case unknownDevice = "unknown-device"
        case unknownStatus = "unknown-status"
        case badRequest = "bad-request"
        /// A call that only a running instance may make.
        case notRunning = "not-running"
        /// A call from a thread that is not the instance's.
        case wrongThread = "wrong-thread"
    }
}
