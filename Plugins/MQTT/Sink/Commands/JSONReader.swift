/// Reads JSON of strangers: bounded in depth, and strict, so that nobody can mean two things with one text.
///
/// RFC 8259, with the names of an object unique (§4 leaves that open), invalid UTF-8 and lone surrogates refused, and
/// numbers refused that no Double can hold.
struct JSONReader {
    struct Fault: Error, Equatable {
        let message: String
        /// Of the byte where reading ended.
        let offset: Int

        var description: String { "\(message) at byte \(offset)" }
    }

    private static let maximumDepth = 16
    private let bytes: [UInt8]
    private var at = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The one value that the bytes are.
    static func read(_ bytes: [UInt8]) throws(Fault) -> JSONValue {
        var reader = JSONReader(bytes)
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.peek == nil else { throw reader.fault("something behind the end") }
        return value
    }

    private var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

    private func fault(_ message: String) -> Fault {
        Fault(message: message, offset: at)
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
    }

    private mutating func expect(_ byte: UInt8) throws(Fault) {
        guard peek == byte else { throw fault("'\(Character(Unicode.Scalar(byte)))' expected") }
        at += 1
    }

    private mutating func value(depth: Int) throws(Fault) -> JSONValue {
        guard depth <= Self.maximumDepth else { throw fault("nested too deep") }
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case let byte? where byte == UInt8(ascii: "-") || Self.isDigit(byte): return try number()
        case nil: throw fault("a value expected, but the text ends")
        default: throw fault("a value expected")
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(Fault) -> JSONValue {
        let letters = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard bytes[at...].starts(with: letters) else { throw fault("'\(word)' expected") }
        at += letters.count
        return value
    }

    private mutating func object(depth: Int) throws(Fault) -> JSONValue {
        at += 1
        var members: [JSONValue.Member] = []
        var names: Set<String> = []
        skipSpace()
        if peek == UInt8(ascii: "}") {
            at += 1
            return .object([])
        }
        while true {
            skipSpace()
            guard peek == UInt8(ascii: "\"") else { throw fault("a name in quotes expected") }
            let name = try text()
            guard names.insert(name).inserted else { throw fault("the name '\(name)' twice") }
            skipSpace()
            try expect(UInt8(ascii: ":"))
            members.append(JSONValue.Member(name: name, value: try value(depth: depth + 1)))
            if try !anotherFollows(before: UInt8(ascii: "}")) { return .object(members) }
        }
    }

    private mutating func array(depth: Int) throws(Fault) -> JSONValue {
        at += 1
        var items: [JSONValue] = []
        skipSpace()
        if peek == UInt8(ascii: "]") {
            at += 1
            return .array([])
        }
        while true {
            items.append(try value(depth: depth + 1))
            if try !anotherFollows(before: UInt8(ascii: "]")) { return .array(items) }
        }
    }

    private mutating func anotherFollows(before end: UInt8) throws(Fault) -> Bool {
        skipSpace()
        if peek == end {
            at += 1
            return false
        }
        try expect(UInt8(ascii: ","))
        return true
    }

    // MARK: Numbers

    private mutating func number() throws(Fault) -> JSONValue {
        let start = at
        if peek == UInt8(ascii: "-") { at += 1 }
        if peek == UInt8(ascii: "0") { at += 1 } else { try digits() }
        var isWhole = true
        if peek == UInt8(ascii: ".") {
            isWhole = false
            at += 1
            try digits()
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            isWhole = false
            at += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { at += 1 }
            try digits()
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        if isWhole, let value = Int64(text) { return .int(value) }
        if isWhole, let value = UInt64(text) { return .uint(value) }
        guard let value = Double(text), value.isFinite else {
            throw fault("the number '\(text.prefix(40))' is too large")
        }
        return .float(value)
    }

    private mutating func digits() throws(Fault) {
        let start = at
        while let byte = peek, Self.isDigit(byte) { at += 1 }
        guard at > start else { throw fault("a digit expected") }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    // MARK: Texts

    private mutating func text() throws(Fault) -> String {
        at += 1
        var content: [UInt8] = []
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                at += 1
                guard let text = String(validating: content, as: UTF8.self) else {
                    throw fault("a text that is no UTF-8")
                }
                return text
            case UInt8(ascii: "\\"):
                at += 1
                content += try escaped()
            case 0..<0x20: throw fault("a control character in a text")
            default:
                content.append(byte)
                at += 1
            }
        }
        throw fault("a text without end")
    }

    private mutating func escaped() throws(Fault) -> [UInt8] {
        guard let byte = peek else { throw fault("a text without end") }
        at += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return Array(String(try character()).utf8)
        default: throw fault("an unknown escape")
        }
    }

    /// `\u00e4`, or a pair of surrogates `\ud83d\ude00`.
    private mutating func character() throws(Fault) -> Character {
        var code = try fourDigits()
        if (0xD800..<0xDC00).contains(code) {
            guard peek == UInt8(ascii: "\\") else { throw fault("half a surrogate pair") }
            at += 1
            try expect(UInt8(ascii: "u"))
            let low = try fourDigits()
            guard (0xDC00..<0xE000).contains(low) else { throw fault("half a surrogate pair") }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw fault("half a surrogate pair") }
        return Character(scalar)
    }

    private mutating func fourDigits() throws(Fault) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw fault("four hexadecimal digits expected")
            }
            code = code << 4 | UInt32(digit)
            at += 1
        }
        return code
    }
}
