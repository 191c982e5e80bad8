/// Reads records of comma-separated values (RFC 4180) and remembers where each field stood.
///
/// Takes what spreadsheets write: `,`, `;` or tab between the fields, CRLF or LF, fields in quotes with line breaks. Empty lines
/// and lines that begin with `#` are passed over.
struct CSVReader {
    private let bytes: [UInt8]
    private let separator: UInt8
    private var at = 0
    /// The line of the record read last.
    private(set) var line = 0
    private var nextLine = 1
    /// What was wrong with the quotes of the record read last.
    private(set) var complaint: (field: CSVField, complaint: Complaint)?

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        separator = Self.separator(of: bytes)
    }

    /// The likeliest of the three, by how often each stands in the first record.
    private static func separator(of bytes: [UInt8]) -> UInt8 {
        var reader = CSVReader(bytes, separator: UInt8(ascii: ","))
        reader.skipNothings()
        let header = bytes[reader.at...].prefix { $0 != UInt8(ascii: "\n") }
        let counts = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")].map { mark in
            (mark, header.count { $0 == mark })
        }
        return counts.max { $0.1 < $1.1 }.map { $0.1 > 0 ? $0.0 : UInt8(ascii: ",") } ?? UInt8(ascii: ",")
    }

    private init(_ bytes: [UInt8], separator: UInt8) {
        self.bytes = bytes
        self.separator = separator
    }

    /// Puts the next record into `fields`; false at the end of the file.
    mutating func next(into fields: inout [CSVField]) -> Bool {
        fields.removeAll(keepingCapacity: true)
        complaint = nil
        skipNothings()
        guard at < bytes.count else { return false }
        line = nextLine
        repeat { fields.append(field()) } while takeSeparator()
        takeLineEnd()
        return true
    }

    /// Passes over empty lines and comments.
    private mutating func skipNothings() {
        while at < bytes.count {
            var end = at
            while end < bytes.count, isBlank(bytes[end]) || bytes[end] == UInt8(ascii: "\r") { end += 1 }
            guard end == bytes.count || bytes[end] == UInt8(ascii: "\n") || bytes[end] == UInt8(ascii: "#") else {
                return
            }
            at = end
            skipToLineEnd()
            takeLineEnd()
        }
    }

    private mutating func field() -> CSVField {
        while at < bytes.count, isBlank(bytes[at]) { at += 1 }
        return at < bytes.count && bytes[at] == UInt8(ascii: "\"") ? quotedField() : plainField()
    }

    private mutating func plainField() -> CSVField {
        let start = at
        while at < bytes.count, bytes[at] != separator, bytes[at] != UInt8(ascii: "\n") { at += 1 }
        var end = at
        while end > start, isBlank(bytes[end - 1]) || bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return CSVField(range: start..<end, line: nextLine)
    }

    private mutating func quotedField() -> CSVField {
        var field = CSVField(range: at + 1..<at + 1, line: nextLine)
        at += 1
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "\"") {
                guard at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "\"") else { return close(&field) }
                field.hasDoubledQuotes = true
                at += 1
            }
            if bytes[at] == UInt8(ascii: "\n") { nextLine += 1 }
            at += 1
        }
        field.range = field.range.lowerBound..<at
        complaint = (
            field,
            Complaint(
                "the quote that begins here has no end", mend: "close it with \", or double it to mean the sign itself")
        )
        return field
    }

    private mutating func close(_ field: inout CSVField) -> CSVField {
        field.range = field.range.lowerBound..<at
        at += 1
        let rest = plainField()
        if !rest.range.isEmpty {
            complaint = (
                rest,
                Complaint(
                    "text stands behind the closing quote",
                    mend: "put the whole field in quotes and double the quotes inside")
            )
        }
        return field
    }

    private mutating func takeSeparator() -> Bool {
        guard at < bytes.count, bytes[at] == separator else { return false }
        at += 1
        return true
    }

    private mutating func takeLineEnd() {
        guard at < bytes.count, bytes[at] == UInt8(ascii: "\n") else { return }
        at += 1
        nextLine += 1
    }

    private mutating func skipToLineEnd() {
        while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
    }

    private func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || (byte == UInt8(ascii: "\t") && separator != UInt8(ascii: "\t"))
    }
}
