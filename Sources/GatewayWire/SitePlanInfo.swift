/// One plugin of a site, or of the plugin directory, and whether the two fit.
public struct SitePlanInfo: Codable, Hashable, Sendable {
    public var id: String
    /// `ready`, `missing`, `refused`, `version` (outside of the site's range), `digest` (not the file the site wants) or `surplus`
    /// (lies there, and the site does not name it).
    public var state: String
    /// What the site takes: `>=1.2.0 <2.0.0`.
    public var wanted: String?
    public var version: String?
    /// Path of the plugin's file.
    public var file: String?
    public var sha256: String?
    /// Where the site names it: `config/demo/channels/field.yaml:1:9`.
    public var place: String?
    /// What to do; none when all is well.
    public var advice: String?

    public init(
        id: String, state: String, wanted: String? = nil, version: String? = nil, file: String? = nil,
        sha256: String? = nil, place: String? = nil, advice: String? = nil
    ) {
        self.id = id
        self.state = state
        self.wanted = wanted
        self.version = version
        self.file = file
        self.sha256 = sha256
        self.place = place
        self.advice = advice
    }
}
