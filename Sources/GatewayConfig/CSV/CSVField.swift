/// Where one field of a table lies in its file.
struct CSVField {
    /// The text, without quotes and without blanks around it.
    var range: Range<Int>
    /// The line it begins on; a record with line breaks in quotes has several.
    var line: Int
    /// Quotes inside the text are doubled and have to be undone.
    var hasDoubledQuotes = false
}
