/// Collects what is wrong while a site is read.
final class FindingList {
    private var findings: [Finding] = []
    private var known: Set<Finding> = []
    private var countOf: [String: Int] = [:]
    private var last: [String: Location] = [:]
    private(set) var hasError = false
    /// Findings so far, hidden ones included.
    private(set) var count = 0

    /// The same finding twice is one; past a hundred a file only their number is kept.
    func add(_ finding: Finding) {
        hasError = hasError || finding.severity == .error
        let ofFile = countOf[finding.file, default: 0]
        if ofFile < SourceLimits.findingsPerFile {
            guard known.insert(finding).inserted else { return }
            findings.append(finding)
            last[finding.file] = max(last[finding.file] ?? finding.location, finding.location)
        }
        countOf[finding.file] = ofFile + 1
        count += 1
    }

    /// So much is wrong with the file that reading on would tell nothing new.
    func isHopeless(_ file: String) -> Bool {
        countOf[file, default: 0] >= SourceLimits.findingsCounted
    }

    func error(_ location: Location, _ message: String, mend: String) {
        add(Finding(.error, at: location, message, mend: mend))
    }

    func error(_ location: Location, _ complaint: Complaint) {
        error(location, complaint.message, mend: complaint.mend)
    }

    func warning(_ location: Location, _ message: String, mend: String) {
        add(Finding(.warning, at: location, message, mend: mend))
    }

    /// Runs a check and keeps its complaint; `nil` when there was one.
    func keeping<T>(_ location: Location, _ check: () throws(Complaint) -> T) -> T? {
        do throws(Complaint) {
            return try check()
        } catch {
            self.error(location, error)
            return nil
        }
    }

    /// All, by place.
    var sorted: [Finding] {
        (findings + countOf.compactMap(more)).sorted()
    }

    private func more(_ file: String, _ count: Int) -> Finding? {
        guard count > SourceLimits.findingsPerFile, var place = last[file] else { return nil }
        place.line += 1
        place.column = 1
        return Finding(
            at: place,
            "\(count - SourceLimits.findingsPerFile)\(isHopeless(file) ? " and" : "") more findings in this file are not shown",
            mend: "mend those above and check again")
    }
}
