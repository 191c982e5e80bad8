import Foundation

/// What a header of the contract says, without its comments.
struct ContractHeader {
    /// The files' code by name, blanks evened out.
    let code: [String: String]

    /// `folder` holds `gateway/*.h`.
    init(folder: String) throws {
        var code: [String: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: "\(folder)/gateway") where name.hasSuffix(".h")
        {
            let text = try String(contentsOfFile: "\(folder)/gateway/\(name)", encoding: .utf8)
            code[name] = Self.withoutComments(text)
        }
        self.code = code
    }

    private static func withoutComments(_ text: String) -> String {
        text.components(separatedBy: "/*").enumerated().map { index, part in
            index == 0 ? part : part.components(separatedBy: "*/").dropFirst().joined(separator: "*/")
        }.joined().split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
            .filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// Everything but the version, which may go ahead.
    var codeWithoutVersion: [String: String] {
        code.mapValues { text in
            text.split(separator: "\n").filter { !$0.hasPrefix("#define GW_ABI_M") }.joined(separator: "\n")
        }
    }

    var revision: Revision? {
        guard let major = number("GW_ABI_MAJOR"), let minor = number("GW_ABI_MINOR") else { return nil }
        return Revision(major: major, minor: minor)
    }

    private func number(_ name: String) -> Int? {
        code["base.h"]?.split(separator: "\n").first { $0.hasPrefix("#define \(name) ") }
            .flatMap { $0.split(separator: " ").last }.flatMap { Int($0) }
    }

    /// The constants: macros with a value, names of include guards left out.
    var constants: [String] {
        lines.compactMap { line in
            let words = line.split(separator: " ")
            return words.count > 2 && words[0] == "#define" ? String(words[1]) : nil
        }
    }

    /// The members of every structure as `type.member`; a nested union counts as one member.
    var members: [String] {
        code.values.flatMap { text in
            let flat = text.replacing(/\bunion \{[^}]*\}/, with: "union")
            return flat.matches(of: /(?:struct|union) (gw_\w+) \{\n([^}]*)\}/).flatMap { match in
                match.output.2.split(separator: ";").compactMap(Self.name).map { "\(match.output.1).\($0)" }
            }
        }
    }

    /// Of one declaration: a function's, or the last word.
    private static func name(of declaration: Substring) -> Substring? {
        if let function = declaration.firstMatch(of: /\(\*(\w+)\)/) { return function.output.1 }
        return declaration.firstMatch(of: /(\w+)(?:\[\d+\])?\s*$/)?.output.1
    }

    private var lines: [Substring] { code.values.flatMap { $0.split(separator: "\n") } }
}
