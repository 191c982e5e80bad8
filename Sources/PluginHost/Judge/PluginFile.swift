import GatewayCore

/// One file of the plugin directory and what was decided about it.
public struct PluginFile: Hashable, Sendable {
    public let path: String
    /// Of the whole file, in lower-case hex; empty when the file could not be read.
    public let sha256: String
    public let verdict: Verdict

    public enum Verdict: Hashable, Sendable {
        /// The plugins of the file, in its own order; never empty.
        case accepted([PluginDescription])
        case refused(Refusal)
    }

    public init(path: String, sha256: String, verdict: Verdict) {
        self.path = path
        self.sha256 = sha256
        self.verdict = verdict
    }

    /// The file's name without its directory.
    public var name: String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// The plugins of an accepted file; none of a refused one.
    public var plugins: [PluginDescription] {
        guard case .accepted(let plugins) = verdict else { return [] }
        return plugins
    }

    public var refusal: Refusal? {
        guard case .refused(let refusal) = verdict else { return nil }
        return refusal
    }
}
