/// One file of a site's archive.
public struct ArchiveEntry: Hashable, Sendable {
    /// With slashes, from the root of the archive: `site/site.yaml`.
    public var name: String
    public var bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    public init(name: String, text: String) {
        self.init(name: name, bytes: Array(text.utf8))
    }
}
