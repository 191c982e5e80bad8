/// Recognises what spreadsheets do to numbers, so that the finding can say how to get them back.
enum SpreadsheetDamage {
    /// The mend for a text that should have been a number; `nil` when no spreadsheet is to blame.
    static func mend(for text: String) -> String? {
        if text.hasPrefix("#"), text.hasSuffix("!") || text.hasSuffix("?") || text == "#N/A" {
            return "a formula in the spreadsheet failed here; put the number itself into the cell"
        }
        if let dotted = withoutDecimalComma(text) {
            return "write \(dotted), with a dot"
        }
        if text.contains("E+") {
            return "the spreadsheet rounded it; format the column as text and enter the number again"
        }
        return nil
    }

    /// `1.5` for `1,5`; `nil` for anything else.
    private static func withoutDecimalComma(_ text: String) -> String? {
        guard text.count(where: { $0 == "," }) == 1 else { return nil }
        let dotted = String(text.map { $0 == "," ? "." : $0 })
        return NumberText.real(dotted) == nil ? nil : dotted
    }
}
