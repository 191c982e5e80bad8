extension Quality: CustomStringConvertible {
    /// `good`, `bad(not-connected)`, `uncertain(substituted)`: the words used in JSON, line protocol and on screens.
    public var description: String {
        reason == .none ? grade.word : "\(grade.word)(\(reason.word))"
    }

    /// Reads what ``description`` writes; flags are not part of the words.
    public init?(words: some StringProtocol) {
        let parts = words.split(separator: "(", maxSplits: 1)
        guard let first = parts.first, let grade = Grade.allCases.first(where: { $0.word == first }) else { return nil }
        guard parts.count == 2 else {
            guard !words.hasSuffix("(") else { return nil }
            self.init(grade)
            return
        }
        let inside = parts[1]
        guard inside.last == ")", let reason = Reason.allCases.first(where: { $0.word == inside.dropLast() }),
            reason != .none
        else { return nil }
        self.init(grade, reason)
    }
}

extension Quality.Grade {
    public var word: String {
        switch self {
        case .good: "good"
        case .uncertain: "uncertain"
        case .bad: "bad"
        }
    }
}

extension Quality.Reason {
    public var word: String {
        switch self {
        case .none: "none"
        case .notConnected: "not-connected"
        case .deviceFailure: "device-failure"
        case .sensorFailure: "sensor-failure"
        case .outOfRange: "out-of-range"
        case .overflow: "overflow"
        case .substituted: "substituted"
        case .blocked: "blocked"
        case .stale: "stale"
        case .test: "test"
        case .configurationError: "configuration-error"
        case .lastKnown: "last-known"
        case .waiting: "waiting"
        }
    }
}
