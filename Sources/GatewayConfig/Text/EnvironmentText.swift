/// Settings that come from the environment: the whole value is `${env:NAME}` or `${env:NAME:-otherwise}`.
enum EnvironmentText {
    static func expand(_ text: String, _ environment: [String: String]) throws(Complaint) -> String {
        guard text.hasPrefix("${env:"), text.hasSuffix("}") else { return text }
        let inner = text.dropFirst(6).dropLast()
        let parts = inner.firstRange(of: ":-").map {
            (String(inner[..<$0.lowerBound]), String(inner[$0.upperBound...]))
        }
        let (name, otherwise) = parts.map { ($0.0, Optional($0.1)) } ?? (String(inner), nil)
        if let value = environment[name], !value.isEmpty { return value }
        if let otherwise { return otherwise }
        throw Complaint(
            "the environment has no \(quoted(name))",
            mend: "set it, or write ${env:\(name.prefix(60)):-value} with a value for when it is not set")
    }
}
