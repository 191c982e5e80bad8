import Foundation
import PluginBench
import Testing

/// What old plugins take for granted, still true.
@Suite struct LayoutTests {
    private static let shop = TemporaryDirectory(isKept: true)

    /// What a revision's layout prints under some header: by kind and name, the rest of the line.
    private func layout(_ revision: Revision, under headers: String, _ name: String) throws -> [String: String] {
        let program = Self.shop.file("\(revision.name)-\(name)")
        try CCompiler.program(revision.source("layout"), headers: headers, to: program)
        let process = Process()
        process.executableURL = URL(filePath: program)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return Dictionary(
            text.split(separator: "\n").compactMap { line in
                let words = line.split(separator: " ", maxSplits: 2).map(String.init)
                return words.count == 3 ? ("\(words[0]) \(words[1])", words[2]) : nil
            }, uniquingKeysWith: { first, _ in first })
    }

    @Test(arguments: Revision.all) func `constants and places are what they were`(_ revision: Revision) throws {
        let before = try layout(revision, under: revision.headers, "then")
        let today = try layout(revision, under: Revision.today, "now")
        #expect(before.count > 250 && before.keys.sorted() == today.keys.sorted())
        for (name, value) in before where name != "constant GW_ABI_MINOR" {
            let now = try #require(today[name])
            if name.hasPrefix("table ") {
                // Tables say their size: they may have grown at the end.
                #expect(Int(now) ?? 0 >= Int(value) ?? .max, "\(revision.name): \(name) was \(value)")
            } else {
                #expect(now == value, "\(revision.name): \(name) was \(value)")
            }
        }
    }

    @Test(arguments: Revision.all) func `the list of a revision has all of its header`(_ revision: Revision) throws {
        let listed = Set(try layout(revision, under: revision.headers, "all").keys)
        let header = try ContractHeader(folder: revision.headers)
        #expect(header.constants.count > 90 && header.members.count > 150)
        let missing =
            header.constants.filter { listed.isDisjoint(with: ["constant \($0)", "text \($0)"]) }
            + header.members.filter { !listed.contains("member \($0)") }
        #expect(missing == [], "not in \(revision.name)/layout.c")
    }
}
