/// What was decided about files before, so that a new look at the directory costs nothing for those that did not change.
///
/// A verdict holds as long as the file, the signature beside it and the rules of trust are what they were. What was decided
/// for other reasons (which libraries are installed) is only found anew by beginning with an empty memory.
public struct JudgedFiles: Sendable {
    /// A file and its signature, as they were when the verdict was found.
    struct Facts: Hashable, Sendable {
        private let file: FileFacts
        private let signature: FileFacts?

        /// `nil` when there is no such file.
        init?(_ path: String) {
            guard let facts = FileFacts(path) else { return nil }
            file = facts
            signature = FileFacts(path + JudgedFiles.signatureEnding)
        }
    }

    /// Of the file beside a plugin that holds its signature.
    public static let signatureEnding = ".minisig"

    private var verdicts: [String: (facts: Facts, file: PluginFile)] = [:]

    private var rules: Result<TrustRules, Refusal>?

    public init() {}

    /// Other rules, other verdicts.
    mutating func hold(under rules: Result<TrustRules, Refusal>) {
        if self.rules != rules { verdicts = [:] }
        self.rules = rules
    }

    /// What was decided about the file at `path`, if it is still what it was.
    func verdict(of path: String, _ facts: Facts) -> PluginFile? {
        guard let known = verdicts[path], known.facts == facts else { return nil }
        return known.file
    }

    /// Nothing is kept of a file that was about to change, or that could not be asked.
    mutating func remember(_ file: PluginFile, _ facts: Facts) {
        let isFleeting = [.arriving, .incomplete, .describerMissing, .notCopied].contains(file.refusal?.reason)
        verdicts[file.path] = isFleeting ? nil : (facts, file)
    }

    mutating func keepOnly(_ paths: [String]) {
        let paths = Set(paths)
        verdicts = verdicts.filter { paths.contains($0.key) }
    }

    /// Files of these names are judged again, whatever their facts say: somebody wrote to them within one tick of the clock.
    public mutating func forget(_ names: Set<String>) {
        verdicts = verdicts.filter { !names.contains($0.value.file.name) }
    }
}
