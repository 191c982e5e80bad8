/// What a child process gave up, and what could not be had.
public struct ConfinementReport: Hashable, Sendable {
    public let asked: Isolation
    /// The level whose promise holds. Less than ``asked`` when the kernel lacks what the level is made of; ``lacks``
    /// says what.
    public private(set) var reached: Isolation
    /// What holds, in a few words each: `no-new-privileges`, `Landlock 7`.
    public private(set) var measures: [String] = []
    /// What was asked for and could not be had.
    public private(set) var lacks: [Lack] = []

    public struct Lack: Hashable, Sendable {
        public let measure: String
        public let reason: String
    }

    init(asked: Isolation) {
        self.asked = asked
        reached = asked
    }

    /// One line for people.
    public var words: String {
        let without = lacks.map { "without \($0.measure): \($0.reason)" }
        return ([measures.joined(separator: ", ")] + without).filter { !$0.isEmpty }.joined(separator: "; ")
    }

    mutating func has(_ measure: String) {
        measures.append(measure)
    }

    mutating func lacks(_ measure: String, _ reason: String, leaving level: Isolation? = nil) {
        lacks.append(Lack(measure: measure, reason: reason))
        if let level { reached = level }
    }
}

extension ConfinementReport {
    /// Lines of a key, a tab and a value; ``init(text:)`` reads them back.
    public var text: String {
        KeyedLines.encode(
            [("confined", "1"), ("asked", asked.rawValue), ("reached", reached.rawValue)]
                + measures.map { ("has", $0) }
                + lacks.flatMap { [("lacks", $0.measure), ("because", $0.reason)] })
    }

    /// `nil` when the text is not one that ``text`` wrote. It comes from a process that runs foreign code later: show
    /// it, and do not act on it.
    public init?(text: String) {
        guard var lines = KeyedLines(text), lines.takeOne("confined") == "1",
            let asked = lines.takeOne("asked").flatMap(Isolation.init(rawValue:)),
            let reached = lines.takeOne("reached").flatMap(Isolation.init(rawValue:))
        else { return nil }
        (self.asked, self.reached) = (asked, reached)
        measures = lines.takeAll("has")
        let (missing, reasons) = (lines.takeAll("lacks"), lines.takeAll("because"))
        guard lines.isEmpty, missing.count == reasons.count else { return nil }
        lacks = zip(missing, reasons).map { Lack(measure: $0, reason: $1) }
    }
}
