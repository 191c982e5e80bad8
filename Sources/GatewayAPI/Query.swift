import GatewayCore
import GatewayWire
import Hummingbird

/// The query of a URL, read with a clear word for every mistake.
struct Query {
    private let parameters: Parameters

    /// Throws when there is a key that is not `known`.
    init(_ parameters: Parameters, known: [String]) throws {
        self.parameters = parameters
        for (key, _) in parameters where !known.contains(String(key)) {
            let nearest = NearestName.to(String(key), among: known).map { "did you mean \"\($0)\"?" }
            let choice = known.isEmpty ? "there are none here" : "there are \(known.joined(separator: ", "))"
            throw ControlError(.invalid, "no parameter is called \"\(key)\"", mend: nearest ?? choice)
        }
    }

    func texts(_ key: String) -> [String] {
        parameters[values: key[...]].map(String.init).filter { !$0.isEmpty }
    }

    func text(_ key: String) -> String? {
        texts(key).first
    }

    func required(_ key: String) throws -> String {
        guard let text = text(key) else {
            throw ControlError(.invalid, "parameter \"\(key)\" is missing", mend: "add ?\(key)=…")
        }
        return text
    }

    /// True for `true`, `1` and the bare key.
    func flag(_ key: String) throws -> Bool {
        guard let value = parameters[key[...]] else { return false }
        switch value {
        case "", "true", "1": return true
        case "false", "0": return false
        default: throw ControlError(.invalid, "\(key) is \"\(value)\"", mend: "write true or false")
        }
    }

    func integer<Number: FixedWidthInteger>(_ key: String, in range: ClosedRange<Number>) throws -> Number? {
        guard let text = text(key) else { return nil }
        guard let number = Number(text), range.contains(number) else {
            throw ControlError(
                .invalid, "\(key) is \"\(text)\"",
                mend: "write a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func time(_ key: String) throws -> WireTime {
        let text = try required(key)
        guard let time = WireTime(iso8601: text) else {
            throw ControlError(.invalid, "\(key) is \"\(text)\"", mend: "write a time such as 2026-03-01T12:00:00Z")
        }
        return time
    }
}
