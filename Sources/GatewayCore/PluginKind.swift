/// What a plugin does (`GW_KIND_*`).
public enum PluginKind: UInt32, Sendable, CaseIterable {
    case driver = 1
    case sink = 2
    case stage = 3

    public var word: String {
        "\(self)"
    }
}
