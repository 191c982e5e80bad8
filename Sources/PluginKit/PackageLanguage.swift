/// What a plugin package can be written in; the raw value is what users type.
public enum PackageLanguage: String, Hashable, Sendable, CaseIterable {
    case swift
    case c
    case cpp
    case rust

    /// For people.
    public var name: String {
        switch self {
        case .swift: "Swift"
        case .c: "C"
        case .cpp: "C++"
        case .rust: "Rust"
        }
    }
}
