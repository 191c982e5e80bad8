import PluginHost

/// What was found of a signature, in words.
enum SignatureText {
    static func word(_ finding: SignatureFinding) -> String {
        switch finding {
        case .absent: "none"
        case .unreadable: "unreadable"
        case .malformed: "malformed"
        case .unknownKey: "unknown-key"
        case .invalid: "invalid"
        case .valid: "valid"
        }
    }

    static func key(_ finding: SignatureFinding) -> String? {
        switch finding {
        case .unknownKey(let id), .invalid(let id), .valid(let id, _, _): "\(id)"
        case .absent, .unreadable, .malformed: nil
        }
    }

    static func comment(_ finding: SignatureFinding) -> String? {
        guard case .valid(_, _, let comment) = finding else { return nil }
        return comment
    }

    static func line(_ finding: SignatureFinding) -> String {
        switch finding {
        case .absent: "none"
        case .unreadable(let refusal): refusal.message
        case .malformed(let text): "malformed, line \(text.line): \(text.message)"
        case .unknownKey(let id): "by key \(id), which is not known here"
        case .invalid(let id): "not valid: key \(id) signed something else"
        case .valid(let id, let file, let comment):
            "valid, by key \(id) (\(file)): \(comment.split(separator: "\t").joined(separator: " "))"
        }
    }
}
