import GatewayCore
import Yams

/// Parses the YAML of a site into nodes that know their places.
struct YAMLFile {
    private let file: SourceFile
    private let findings: FindingList
    private var text: String
    private var renamed = 0

    /// The root of the file; `nil` after a finding, or when there is nothing in it.
    static func root(_ file: SourceFile, _ findings: FindingList) -> Node? {
        if let alias = AliasGuard.finding(file) {
            findings.add(alias)
            return nil
        }
        var parser = YAMLFile(file: file, findings: findings, text: String(decoding: file.bytes, as: UTF8.self))
        return parser.parse()
    }

    private mutating func parse() -> Node? {
        while true {
            do {
                guard let root = try Yams.compose(yaml: text, .default, .default, .utf8), !root.isNothing else {
                    findings.error(file.location(1), "the file is empty", mend: "fill it in, or delete it")
                    return nil
                }
                return root
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) where rename(keys, context.mark) {
                continue
            } catch {
                report(error)
                return nil
            }
        }
    }

    /// Reports keys that stand twice in one map, and gives the second a name nobody asks for, so that reading goes on.
    private mutating func rename(_ keys: [String], _ first: Mark) -> Bool {
        guard let key = keys.first, renamed < 20, let second = DuplicateKey.find(key, after: first, in: text) else {
            return false
        }
        findings.error(
            file.location(second.line, second.column), "\(quoted(key)) stands here for the second time",
            mend: "keep one of them; the first is at line \(first.line)")
        renamed += 1
        text.replaceSubrange(second.range, with: DuplicateKey.placeholder(renamed))
        return true
    }

    private func report(_ error: any Error) {
        findings.add(YAMLErrorWords(file: file).finding(error))
    }
}

extension Node {
    /// `key:` with nothing behind it, `~` or `null`.
    var isNothing: Bool {
        guard case .scalar(let scalar) = self, scalar.style == .plain || scalar.style == .any else { return false }
        return ["", "~", "null"].contains(scalar.string)
    }
}
