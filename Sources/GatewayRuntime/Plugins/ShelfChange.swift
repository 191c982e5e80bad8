import PluginHost

/// What has become different about the plugins that can be had.
public struct ShelfChange: Sendable, Equatable {
    /// Ids of plugins that can be had from now on, or come from another file or other bytes than before.
    public var usable: Set<String> = []
    /// Ids of plugins that cannot be had any more. Those that run, run on.
    public var gone: Set<String> = []
    /// Files that were not refused before, or for another reason. Those that are still being written are not among them.
    public var refused: [PluginFile] = []

    init(from old: [PluginFile], to new: [PluginFile]) {
        let (before, after) = (Self.sources(old), Self.sources(new))
        usable = Set(after.keys.filter { before[$0] != after[$0] })
        gone = Set(before.keys.filter { after[$0] == nil })
        refused = new.filter { $0.refusal != nil && $0.refusal?.reason != .arriving && !old.contains($0) }
    }

    public var isEmpty: Bool {
        usable.isEmpty && gone.isEmpty && refused.isEmpty
    }

    private struct Source: Hashable {
        let path: String
        let sha256: String
    }

    private static func sources(_ files: [PluginFile]) -> [String: Source] {
        let pairs = files.flatMap { file in
            file.plugins.map { ($0.id, Source(path: file.path, sha256: file.sha256)) }
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }
}
