/// What became of reading a site.
public struct SiteReading: Sendable {
    /// `nil` when there is any error.
    public var site: Site?
    /// Everything that is wrong, by place.
    public var findings: [Finding]

    public init(site: Site?, findings: [Finding]) {
        self.site = site
        self.findings = findings
    }

    public var errorCount: Int {
        findings.count { $0.severity == .error }
    }
}
