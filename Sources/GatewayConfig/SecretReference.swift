/// Where a secret is kept, instead of the secret itself.
public enum SecretReference: Hashable, Sendable {
    /// `secret:NAME`: a file of this name in one of the daemon's secret folders.
    case named(String)
    /// `env:NAME`.
    case environment(String)
    /// `file:PATH`: absolute, or from the site's folder.
    case file(String)

    /// `nil` when the text is no reference but a plain value.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[1].isEmpty else { return nil }
        switch parts[0] {
        case "secret": self = .named(parts[1])
        case "env": self = .environment(parts[1])
        case "file": self = .file(parts[1])
        default: return nil
        }
    }
}
