/// What a plugin does; the raw value is what users type.
public enum PackageKind: String, Hashable, Sendable, CaseIterable {
    case driver
    case sink
}
