/// The versions of a plugin that a site takes: `>=1.2 <2`, `^1.2`, `~1.2.3`.
///
/// One piece of the order of versions, from a least to a greatest one. A prerelease is inside only when the range names a
/// prerelease of the same release: who asks for `>=1.2` does not want `1.3.0-beta`, and `<2` does not mean `2.0.0-beta`.
public struct VersionRange: Sendable, Hashable {
    struct Bound: Sendable, Hashable {
        var version: Version
        var isInclusive: Bool
    }

    /// `nil`: no least version.
    private(set) var lower: Bound?
    /// `nil`: no greatest version.
    private(set) var upper: Bound?
    /// The releases whose prereleases may be inside.
    private(set) var namedReleases: Set<Version> = []

    /// Whether `version`, as a plugin declares it, is inside; `false` for what is no semantic version.
    public func contains(_ version: String) -> Bool {
        Version(version).map(contains) ?? false
    }

    public func contains(_ version: Version) -> Bool {
        if version.isPrerelease, !namedReleases.contains(version.release) { return false }
        if let lower, version < lower.version || (version == lower.version && !lower.isInclusive) { return false }
        if let upper, version > upper.version || (version == upper.version && !upper.isInclusive) { return false }
        return true
    }

    /// No version at all can be inside.
    var isEmpty: Bool {
        guard let lower, let upper else { return false }
        if lower.version == upper.version { return !(lower.isInclusive && upper.isInclusive) }
        return lower.version > upper.version
    }

    /// Leaves what is inside of both.
    mutating func narrow(from low: Bound?, to high: Bound?) {
        if let low, lower.map({ Self.isTighter(low, $0, low.version > $0.version) }) ?? true { lower = low }
        if let high, upper.map({ Self.isTighter(high, $0, high.version < $0.version) }) ?? true { upper = high }
    }

    /// Takes in the prereleases of the release of `version`, if it is one itself.
    mutating func name(_ version: Version) {
        if version.isPrerelease { namedReleases.insert(version.release) }
    }

    private static func isTighter(_ new: Bound, _ old: Bound, _ isInside: Bool) -> Bool {
        isInside || (new.version == old.version && !new.isInclusive)
    }
}

extension VersionRange: CustomStringConvertible {
    /// With whole versions, however it was written: `>=1.2.0 <2.0.0`.
    public var description: String {
        if let lower, lower == upper { return "=\(lower.version)" }
        let low = lower.map { "\($0.isInclusive ? ">=" : ">")\($0.version)" }
        let high = upper.map { "\($0.isInclusive ? "<=" : "<")\($0.version)" }
        return [low, high].compactMap(\.self).joined(separator: " ")
    }
}
