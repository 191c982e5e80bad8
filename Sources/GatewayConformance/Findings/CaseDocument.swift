import PluginHost

/// What a child writes while it judges, line by line, so that its last step is known when it dies. Pure.
///
/// ```
/// step     stop, round 17
/// finding  error  plugin.h stop: at most 2 s  stop took 2.4 s  close what …
/// again    0  12
/// skipped  this plugin has no gw.write/1
/// end
/// ```
struct CaseDocument: Equatable {
    /// What the child was doing when it wrote last.
    var lastStep = ""
    var findings: [Finding] = []
    var skipped: String?
    /// The child came to its end by itself.
    var hasEnded = false

    init() {}

    /// Reads what came, however much of it. Lines that are none of ours are left out.
    init(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        for line in text.split(separator: "\n") {
            take(line.split(separator: "\t", omittingEmptySubsequences: false).compactMap { EscapedText.decode($0) })
        }
    }

    private mutating func take(_ record: [String]) {
        switch (record.first, record.count) {
        case ("step", 2): lastStep = record[1]
        case ("skipped", 2): skipped = record[1]
        case ("end", 1): hasEnded = true
        case ("finding", 5):
            guard let severity = Severity(rawValue: record[1]) else { return }
            findings.append(Finding(severity, clause: record[2], message: record[3], mend: record[4]))
        case ("again", 3):
            guard let index = Int(record[1]), findings.indices.contains(index), let count = Int(record[2]) else {
                return
            }
            findings[index].count = max(1, count)
        default: break
        }
    }

    static func line(_ finding: Finding) -> String {
        line(["finding", finding.severity.rawValue, finding.clause, finding.message, finding.mend])
    }

    static func line(_ words: [String]) -> String {
        words.map { EscapedText.encode($0) }.joined(separator: "\t") + "\n"
    }
}
