import Glibc
import PluginHost
import Synchronization

/// Writes down what a child finds, at once and from any thread: the next call may be its last.
final class CaseReporter: Sendable {
    let output: Int32
    private let state = Mutex(State())

    private struct State {
        var counts: [Key: (index: Int, count: Int)] = [:]
        var written = 0
        var hasErrors = false
        var step = ""
    }

    private struct Key: Hashable {
        let severity: Severity
        let clause: String
    }

    /// More findings than anybody reads; a plugin that finds ever new ways to be wrong ends here.
    private static let limit = 200

    init(output: Int32) {
        self.output = output
    }

    /// Every function below: any thread.
    var hasErrors: Bool { state.withLock { $0.hasErrors } }

    /// What is done next; the same as before is not written again.
    func step(_ words: String) {
        let isNew = state.withLock { state in
            defer { state.step = words }
            return state.step != words
        }
        if isNew { write(CaseDocument.line(["step", words])) }
    }

    func error(_ rule: Rule, _ message: String) { add(Finding(.error, rule, message)) }
    func warning(_ rule: Rule, _ message: String) { add(Finding(.warning, rule, message)) }
    func note(_ rule: Rule, _ message: String) { add(Finding(.note, rule, message)) }

    /// Writes the first finding of its clause and severity, counts the others.
    func add(_ finding: Finding, eachTime: Bool = false) {
        let line: String? = state.withLock { state in
            let key = Key(severity: finding.severity, clause: finding.clause)
            if finding.severity == .error { state.hasErrors = true }
            if let known = state.counts[key], !eachTime {
                state.counts[key]?.count = known.count + 1
                return nil
            }
            guard state.written < Self.limit else { return nil }
            if state.counts[key] == nil { state.counts[key] = (state.written, 1) }
            state.written += 1
            return CaseDocument.line(finding)
        }
        if let line { write(line) }
    }

    func skip(_ reason: String) {
        write(CaseDocument.line(["skipped", reason]))
    }

    /// The last line.
    func end() {
        let again = state.withLock { state in
            state.counts.values.filter { $0.count > 1 }.map {
                CaseDocument.line(["again", "\($0.index)", "\($0.count)"])
            }
        }
        write(again.joined() + CaseDocument.line(["end"]))
    }

    private func write(_ line: String) {
        _ = TextFile.writeAll(output, Array(line.utf8))
    }
}
