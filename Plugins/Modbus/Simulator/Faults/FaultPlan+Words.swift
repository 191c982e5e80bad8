import Modbus

/// Faults as a command line spells them: `late=600@3`, `garbage%1`, `exception=6/10`.
///
/// A name, `=` and its number where it has one (milliseconds for `late` and `bytewise`, bytes for `stall`, the code for
/// `exception`), then the occasion: `@n` the n-th answer, `/n` every n-th, `%p` that many percent; nothing is always.
extension FaultPlan {
    /// Reads one rule for each word.
    public init(words: [String]) throws(SimulatorError) {
        rules = []
        for word in words { rules.append(try Rule(word: word)) }
    }
}

extension FaultPlan.Rule {
    init(word: String) throws(SimulatorError) {
        let mark = word.firstIndex { "@/%".contains($0) } ?? word.endIndex
        let parts = word[..<mark].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let fault = Fault(name: parts.first ?? "", number: parts.count > 1 ? parts[1] : nil),
            let occasion = FaultPlan.Occasion(mark: word[mark...])
        else {
            throw .settings(
                "`\(word)` is no fault",
                mend: "write NAME[=NUMBER][@n|/n|%p] with one of \(Fault.names.joined(separator: ", "))")
        }
        self.init(fault, occasion)
    }
}

extension FaultPlan.Occasion {
    fileprivate init?(mark: Substring) {
        guard let sign = mark.first else {
            self = .every(1)
            return
        }
        let number = mark.dropFirst()
        switch sign {
        case "@":
            guard let count = UInt64(number), count > 0 else { return nil }
            self = .request(count)
        case "/":
            guard let count = UInt64(number), count > 0 else { return nil }
            self = .every(count)
        default:
            guard let percent = Double(number), (0...100).contains(percent) else { return nil }
            self = .probability(percent / 100)
        }
    }
}

extension Fault {
    static let names = [
        "stall", "late", "silence", "duplicate", "wrong-transaction", "wrong-unit", "wrong-protocol", "wrong-length",
        "wrong-function", "garbage", "exception", "close", "reset", "bytewise",
    ]

    private static let plain: [Substring: Fault] = [
        "silence": .silence, "duplicate": .duplicate, "wrong-transaction": .wrongTransaction, "wrong-unit": .wrongUnit,
        "wrong-protocol": .wrongProtocol, "wrong-length": .wrongLength, "wrong-function": .wrongFunction,
        "garbage": .garbage, "close": .close, "reset": .reset,
    ]

    fileprivate init?(name: Substring, number: Substring?) {
        guard let number else {
            guard let fault = Self.plain[name] ?? Self.usual(name) else { return nil }
            self = fault
            return
        }
        guard let value = UInt16(number) else { return nil }
        switch name {
        case "stall": self = .stall(afterBytes: Int(value))
        case "late": self = .late(.milliseconds(Int(value)))
        case "bytewise": self = .bytewise(every: .milliseconds(Int(value)))
        case "exception":
            guard let code = UInt8(exactly: value), code > 0 else { return nil }
            self = .exception(ExceptionCode(rawValue: code))
        default: return nil
        }
    }

    /// With the number most would want.
    private static func usual(_ name: Substring) -> Fault? {
        switch name {
        case "stall": .stall(afterBytes: 5)
        case "late": .late(.milliseconds(600))
        case "bytewise": .bytewise(every: .milliseconds(1))
        case "exception": .exception(.serverDeviceFailure)
        default: nil
        }
    }
}
