import GatewayCore

/// A plugin that a site names, and what it says about it.
public struct PluginNeed: Sendable, Hashable {
    public var choice: PluginChoice
    /// Of the channels and sinks that run it; `nil`: it is only listed in site.yaml.
    public var kind: PluginKind?
    /// Where it is named first.
    public var location: Location

    public var id: String {
        choice.id
    }

    public init(choice: PluginChoice, kind: PluginKind?, location: Location) {
        self.choice = choice
        self.kind = kind
        self.location = location
    }
}
