/// Which package somebody wants.
public struct PackageRequest: Hashable, Sendable {
    public var name: PluginName
    public var language: PackageLanguage
    public var kind: PackageKind
    /// What the package's own files say they are under.
    public var licence: LicenceName

    public init(
        name: PluginName, language: PackageLanguage, kind: PackageKind, licence: LicenceName = .zeroClauseBSD
    ) {
        self.name = name
        self.language = language
        self.kind = kind
        self.licence = licence
    }

    /// The file a newcomer opens first, within the package.
    public var firstFile: String {
        switch language {
        case .c: "src/\(kind.rawValue).c"
        case .cpp: "src/\(kind.rawValue).cpp"
        case .rust: "src/lib.rs"
        case .swift: "Sources/\(name.type)/\(name.type)\(kind == .driver ? "Driver" : "Sink").swift"
        }
    }
}
