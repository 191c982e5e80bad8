/// Findings of many cases, each broken clause once. Pure.
///
/// A plugin that publishes from a wrong thread does so in most cases; people want to read of it once.
struct FindingList {
    private(set) var findings: [Finding] = []

    /// Adds `finding`, or notes at the same one of an earlier case where else it was seen. Returns whether it is new.
    @discardableResult
    mutating func add(_ finding: Finding) -> Bool {
        guard let index = findings.firstIndex(where: { Self.isSame($0, finding) }) else {
            findings.append(finding)
            return true
        }
        if finding.caseName == findings[index].caseName {
            findings.append(finding)
            return true
        }
        if !findings[index].alsoIn.contains(finding.caseName) { findings[index].alsoIn.append(finding.caseName) }
        return false
    }

    private static func isSame(_ one: Finding, _ other: Finding) -> Bool {
        one.plugin == other.plugin && one.clause == other.clause && one.severity == other.severity
    }
}
