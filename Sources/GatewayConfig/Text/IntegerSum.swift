/// Whole numbers joined by `+`, `-` and `*`; products first. No brackets.
enum IntegerSum {
    /// `nil` when the text is anything else, or the value does not fit 64 bits.
    static func value(_ text: String) -> Int64? {
        var sum: Int64 = 0
        var sign = Character("+")
        var term = ""
        for character in text.filter({ $0 != " " }) {
            guard character == "+" || character == "-", let last = term.last, last != "*" else {
                term.append(character)
                continue
            }
            guard let next = add(sum, sign, term) else { return nil }
            (sum, sign, term) = (next, character, "")
        }
        return add(sum, sign, term)
    }

    private static func add(_ sum: Int64, _ sign: Character, _ term: String) -> Int64? {
        guard let value = product(term) else { return nil }
        let (result, over) =
            sign == "+" ? sum.addingReportingOverflow(value) : sum.subtractingReportingOverflow(value)
        return over ? nil : result
    }

    private static func product(_ term: String) -> Int64? {
        var result: Int64 = 1
        for factor in term.split(separator: "*", omittingEmptySubsequences: false) {
            guard let value = NumberText.integer(String(factor)) else { return nil }
            let (next, over) = result.multipliedReportingOverflow(by: value)
            guard !over else { return nil }
            result = next
        }
        return result
    }
}
