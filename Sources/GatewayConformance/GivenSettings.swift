import PluginHost

/// Settings that the user gives, as `KEY=VALUE`; `device.KEY` and `address.KEY` are for devices and points.
public struct GivenSettings: Hashable, Sendable {
    public private(set) var settings: [String: String] = [:]
    public private(set) var device: [String: String] = [:]
    public private(set) var address: [String: String] = [:]

    public init() {}

    /// Takes `KEY=VALUE`. Returns `false` when it is not of that form.
    public mutating func add(_ text: String) -> Bool {
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else { return false }
        add(String(text[..<equals]), String(text[text.index(after: equals)...]))
        return true
    }

    /// Takes one setting; `key` may begin with `device.` or `address.`.
    public mutating func add(_ key: String, _ value: String) {
        if key.hasPrefix("device.") {
            device[String(key.dropFirst(7))] = value
        } else if key.hasPrefix("address.") {
            address[String(key.dropFirst(8))] = value
        } else {
            settings[key] = value
        }
    }

    /// As the child takes them: a line for each, escaped, so that secrets are not on a command line for all to see.
    var lines: String {
        let all = [("", settings), ("device.", device), ("address.", address)]
        let texts = all.flatMap { prefix, values in values.map { "\(prefix)\($0.key)=\($0.value)" }.sorted() }
        return texts.map { EscapedText.encode($0) + "\n" }.joined()
    }

    /// Reads what ``lines`` wrote.
    init(lines: [UInt8]) {
        for line in String(decoding: lines, as: UTF8.self).split(separator: "\n") {
            if let text = EscapedText.decode(line) { _ = add(text) }
        }
    }
}
