/// One file of a package to be written.
public struct PackageFile: Hashable, Sendable {
    /// Within the package.
    public let path: String
    public var text: String

    /// Scripts may be run.
    public var isExecutable: Bool { path.hasSuffix(".sh") }
}
