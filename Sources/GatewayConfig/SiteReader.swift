import GatewayCore

/// Reads a site's folder and says everything that is wrong with it, at once.
public struct SiteReader: Sendable {
    public init(plugins: [PluginDescription]) {
    }
    public func read(_ folder: String) -> SiteReading {
        SiteReading(site: nil, findings: [])
    }
}
