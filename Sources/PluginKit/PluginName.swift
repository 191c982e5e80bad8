/// The name of a new plugin in the spellings that a package needs.
///
/// It begins with a lower-case letter and goes on with lower-case letters, digits and single dashes, 40 characters at most.
/// So it is an id that sites can use, and makes an identifier in every language.
public struct PluginName: Hashable, Sendable {
    /// As the user typed it and as sites say it: `my-plugin`.
    public let id: String

    /// Throws when `text` cannot be a name, with one that could.
    public init(_ text: String) throws(PackageError) {
        guard Self.isWellFormed(text) else {
            throw PackageError(
                "'\(text)' is no name for a plugin",
                mend:
                    "begin with a letter and use lower-case letters, digits and single dashes, at most \(Self.limit): "
                    + Self.suggestion(for: text))
        }
        if let owner = Self.taken[text] {
            throw PackageError("'\(text)' is \(owner)", mend: "say more in the name: my-\(text)")
        }
        id = text
    }

    /// For C and Rust: `my_plugin`.
    public var symbol: String { words.joined(separator: "_") }

    /// For Swift: `MyPlugin`.
    public var type: String { words.map(Self.capitalised).joined() }

    /// For people: `My plugin`.
    public var title: String { Self.capitalised(words.joined(separator: " ")) }

    private var words: [Substring] { id.split(separator: "-") }

    private static let limit = 40

    /// Ids of plugins that come with the gateway, which refuses a second file of that id; and what would clash with a
    /// module or protocol that every Swift plugin imports.
    private static let taken = [
        "modbus": "a plugin of the gateway", "mqtt": "a plugin of the gateway",
        "swift": "a module of every Swift plugin",
        "glibc": "a module of every Swift plugin", "gateway-core": "a module of every Swift plugin",
        "polling": "half the name of a protocol of the SDK", "writing": "half the name of a protocol of the SDK",
    ]

    private static func isWellFormed(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLetter(first), text.utf8.count <= limit else { return false }
        return text.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == dash }
            && !text.hasSuffix("-") && !text.contains("--")
    }

    private static let dash = UInt8(ascii: "-")
    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// The well-formed name nearest to what was typed.
    private static func suggestion(for text: String) -> String {
        let bytes = text.lowercased().utf8.map { isLetter($0) || isDigit($0) ? $0 : dash }
        let words = String(decoding: bytes, as: UTF8.self).split(separator: "-").joined(separator: "-")
        let rest = words.drop { !$0.isLetter }.prefix(limit)
        let name = rest.hasSuffix("-") ? rest.dropLast() : rest
        return name.isEmpty ? "my-plugin" : String(name)
    }

    private static func capitalised(_ word: some StringProtocol) -> String {
        word.prefix(1).uppercased() + word.dropFirst()
    }
}
