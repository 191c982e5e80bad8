import GatewayCore

/// A version of which the last numbers may be left out: `1`, `1.2`, `1.2.3-beta`.
struct PartialVersion {
    let major: UInt64
    let minor: UInt64?
    let patch: UInt64?
    /// Only behind three numbers.
    let prerelease: [String]

    init?(_ text: Substring) {
        guard text.utf8.count <= 128 else { return nil }
        let parts = text.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
        let halves = (parts.first ?? "").split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = (halves.first ?? "").split(separator: ".", omittingEmptySubsequences: false)
        let values = numbers.compactMap(Self.number)
        guard (1...3).contains(numbers.count), values.count == numbers.count else { return nil }
        (major, minor, patch) = (values[0], values.dropFirst().first, values.dropFirst(2).first)
        guard values.count == 3 || (halves.count == 1 && parts.count == 1) else { return nil }
        guard let words = Self.words(halves.dropFirst().first, isNumberPlain: true),
            Self.words(parts.dropFirst().first, isNumberPlain: false) != nil
        else { return nil }
        prerelease = words
    }

    /// The least version that is meant; a left out number counts as zero.
    var lowest: Version {
        Version(major, minor ?? 0, patch ?? 0, prerelease: prerelease)
    }

    /// What is meant is one version only.
    var isWhole: Bool {
        patch != nil
    }

    /// The first release behind everything that shares the numbers given here.
    var next: Version? {
        patch != nil ? nextPatch : minor != nil ? nextMinor : nextMajor
    }

    /// `nil` past the greatest number.
    var nextMajor: Version? {
        Self.successor(major).map { Version($0, 0, 0) }
    }

    var nextMinor: Version? {
        Self.successor(minor ?? 0).map { Version(major, $0, 0) }
    }

    var nextPatch: Version? {
        Self.successor(patch ?? 0).map { Version(major, minor ?? 0, $0) }
    }

    private static func successor(_ number: UInt64) -> UInt64? {
        let (next, overflow) = number.addingReportingOverflow(1)
        return overflow ? nil : next
    }

    /// §2: digits without leading zeros.
    private static func number(_ text: Substring) -> UInt64? {
        guard isNumber(text), isPlain(text) else { return nil }
        return UInt64(text)
    }

    /// §9 and §10: words of letters, digits and hyphens between dots. Numbers of a prerelease have no leading zeros.
    private static func words(_ text: Substring?, isNumberPlain: Bool) -> [String]? {
        guard let text else { return [] }
        let words = text.split(separator: ".", omittingEmptySubsequences: false)
        let areFine = words.allSatisfy { word in
            !word.isEmpty && word.utf8.allSatisfy { $0 != UInt8(ascii: "_") && Identifier.isAllowed($0) }
                && (!isNumberPlain || !isNumber(word) || isPlain(word))
        }
        return areFine ? words.map(String.init) : nil
    }

    private static func isNumber(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func isPlain(_ number: Substring) -> Bool {
        number == "0" || !number.hasPrefix("0")
    }
}
