/// A plugin's description word for word as its tables have it: nothing is believed yet. ``DescriptionCheck`` judges it.
package struct DeclaredPlugin: Hashable, Sendable {
    package var kind: UInt32
    package var id: String?
    package var version: String?
    package var name: String?
    package var summary: String?
    package var capabilities: UInt64
    package var settings: [DeclaredField] = []
    package var device: [DeclaredField] = []
    package var address: [DeclaredField] = []
    /// Those the host knows and the plugin answers for.
    package var extensions: [String] = []
}
