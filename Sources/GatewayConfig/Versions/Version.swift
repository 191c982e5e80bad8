/// A version as Semantic Versioning 2.0.0 spells and orders it: `1.2.3`, `2.0.0-beta.1`.
///
/// Build metadata (`+…`) is read and forgotten: it takes no part in the order (§10).
public struct Version: Sendable, Hashable {
    public let major: UInt64
    public let minor: UInt64
    public let patch: UInt64
    /// The words behind the `-`; empty for a release.
    public let prerelease: [String]

    public init(_ major: UInt64, _ minor: UInt64, _ patch: UInt64, prerelease: [String] = []) {
        self.major = major
        self.minor = minor
        self.patch = patch
        self.prerelease = prerelease
    }

    /// `nil` unless `text` has all three numbers and nothing the standard forbids.
    public init?(_ text: some StringProtocol) {
        guard let partial = PartialVersion(Substring(text)), let minor = partial.minor, let patch = partial.patch else {
            return nil
        }
        self.init(partial.major, minor, patch, prerelease: partial.prerelease)
    }

    /// The release this version is, or leads to.
    var release: Version {
        Version(major, minor, patch)
    }

    var isPrerelease: Bool {
        !prerelease.isEmpty
    }
}

extension Version: CustomStringConvertible {
    public var description: String {
        "\(major).\(minor).\(patch)" + (isPrerelease ? "-" + prerelease.joined(separator: ".") : "")
    }
}

extension Version: Comparable {
    /// §11: the numbers from left to right; a prerelease comes before its release.
    public static func < (left: Version, right: Version) -> Bool {
        let (a, b) = ((left.major, left.minor, left.patch), (right.major, right.minor, right.patch))
        if a != b { return a < b }
        guard left.isPrerelease && right.isPrerelease else { return left.isPrerelease && !right.isPrerelease }
        return left.prerelease.lexicographicallyPrecedes(right.prerelease, by: precedes)
    }

    /// §11.4: numbers by value and before words, words by their ASCII bytes.
    private static func precedes(_ left: String, _ right: String) -> Bool {
        switch (isNumber(left), isNumber(right)) {
        // Without leading zeros the longer number is the greater one, however long it is.
        case (true, true) where left.utf8.count != right.utf8.count: left.utf8.count < right.utf8.count
        case (true, false): true
        case (false, true): false
        default: left.utf8.lexicographicallyPrecedes(right.utf8)
        }
    }

    private static func isNumber(_ word: String) -> Bool {
        word.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
