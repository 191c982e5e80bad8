/// What became of a call into a plugin (`gw_status`).
public enum PluginStatus: Int32, Sendable, CaseIterable {
    case ok = 0
    case pending = 1
    case configuration = -1
    case unreachable = -2
    case device = -3
    case timeout = -4
    case cancelled = -5
    case unsupported = -6
    case bug = -7
    case retry = -8
    case rejected = -9

    public var word: String {
        "\(self)"
    }
}
