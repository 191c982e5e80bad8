/// A plugin's description word for word as its tables have it: nothing is believed yet. ``DescriptionCheck`` judges it.
struct DeclaredPlugin: Hashable, Sendable {
    var kind: UInt32
    var id: String?
    var version: String?
    var name: String?
    var summary: String?
    var capabilities: UInt64
    var settings: [DeclaredField] = []
    var device: [DeclaredField] = []
    var address: [DeclaredField] = []
    /// Those the host knows and the plugin answers for.
    var extensions: [String] = []
}
