/// Lets people write `gatewayctl write NAME -12.5`: the parser would take the number for an option.
enum NegativeNumbers {
    /// Moves a negative number behind `--`, where nothing is an option any more. Other commands stay as they are.
    static func protected(_ arguments: [String]) -> [String] {
        guard arguments.first == "write", !arguments.contains("--"),
            let at = arguments.firstIndex(where: isNegativeNumber), !arguments[at - 1].hasPrefix("--")
        else { return arguments }
        var others = arguments
        let number = others.remove(at: at)
        return others + ["--", number]
    }

    private static func isNegativeNumber(_ text: String) -> Bool {
        text.hasPrefix("-") && Double(text) != nil
    }
}
