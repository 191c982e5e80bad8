import GatewayCore

/// What an instance is made from: checked settings in the order of the plugin's schema.
public struct InstanceSettings: Hashable, Sendable {
    /// Of the channel or sink.
    public var name: String
    public var site: String
    public var cells: [Cell]

    public init(name: String, site: String, cells: [Cell]) {
        self.name = name
        self.site = site
        self.cells = cells
    }
}
