import CGatewayABI
import GatewayCore

/// Turns one declared field into a ``FieldSchema``, with the list of what is wrong with it. Pure.
struct FieldCheck {
    private let field: DeclaredField
    private var problems: [String] = []

    init(_ field: DeclaredField) {
        self.field = field
    }

    var result: (schema: FieldSchema, problems: [String]) {
        var check = self
        let kind = check.kind()
        check.checkKey()
        let schema = FieldSchema(
            field.key ?? "", kind, default: field.defaultText, required: field.flags & UInt32(GW_FIELD_REQUIRED) != 0,
            help: field.help ?? "")
        check.checkDefault(schema)
        return (schema, check.problems)
    }

    private mutating func checkKey() {
        let key = field.key ?? ""
        let isSnakeCase = key.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_")
        }
        let startsWithLetter = key.utf8.first.map { (0x61...0x7A).contains($0) } ?? false
        if !isSnakeCase || !startsWithLetter || key.utf8.count > 64 {
            problems.append("its key is not snake_case (a-z, 0-9, '_')")
        }
    }

    private mutating func kind() -> FieldSchema.Kind {
        switch Int32(truncatingIfNeeded: field.type) {
        case GW_FIELD_BOOL: return .bool
        case GW_FIELD_INT: return .int(Self.clamp(low)...Self.clamp(high))
        case GW_FIELD_FLOAT:
            return .float(Self.finite(low)...Self.finite(high))
        case GW_FIELD_TEXT: return .text(length: Self.length(low)...max(Self.length(low), Self.length(high)))
        case GW_FIELD_CHOICE: return choice()
        case GW_FIELD_SECRET: return .secret
        default:
            problems.append("its type \(field.type) is unknown (1 bool, 2 int, 3 float, 4 text, 5 choice, 6 secret)")
            return .text
        }
    }

    /// Without bounds when minimum > maximum, or when one of them is no number.
    private var isBounded: Bool { field.minimum <= field.maximum }
    private var low: Double { isBounded ? field.minimum : -.infinity }
    private var high: Double { isBounded ? field.maximum : .infinity }

    private mutating func choice() -> FieldSchema.Kind {
        let words = (field.choices ?? "").split(separator: "|").map(String.init)
        if words.isEmpty { problems.append("it is a choice without choices (words separated by '|')") }
        return .choice(words)
    }

    /// A default is what a user would write, so it must pass what a user's text has to pass.
    private mutating func checkDefault(_ schema: FieldSchema) {
        guard let text = schema.defaultText else { return }
        let fits =
            switch schema.kind {
            case .bool: text == "true" || text == "false"
            case .int(let range): Int64(text).map { range.contains($0) } ?? false
            case .float(let range): Double(text).map { range.contains($0) } ?? false
            case .text(let length): length.contains(text.utf8.count)
            case .choice(let words): words.contains(text)
            case .secret: true
            }
        if !fits { problems.append("its default '\(text)' is not a value it allows") }
    }

    private static func finite(_ number: Double) -> Double {
        min(max(number, -.greatestFiniteMagnitude), .greatestFiniteMagnitude)
    }

    private static func clamp(_ number: Double) -> Int64 {
        // 2^63 is a Double, Int64.max is none.
        if number >= 0x1p63 { return .max }
        if number <= -0x1p63 { return .min }
        return Int64(exactly: number.rounded()) ?? 0
    }

    private static func length(_ number: Double) -> Int {
        Int(min(max(number, 0), 65_535))
    }
}
