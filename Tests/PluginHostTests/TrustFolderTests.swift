import Glibc
import Testing

@testable import PluginHost

@Suite struct TrustFolderTests {
    private static let sum = String(repeating: "ab", count: 32)
    private let directory = TemporaryDirectory()

    private func text(_ name: String) -> String {
        String(decoding: RawFile.read(directory.file(name)), as: UTF8.self)
    }

    @Test func `the usual folder may be missing, and is named in no command`() throws {
        #expect(TrustFolder.usual.path == "/etc/gatewayd/trust.d")
        #expect(TrustFolder.usual.option == "")
        #expect(TrustFolder("/a b").option == " --trust '/a b'")
    }

    @Test func `a list keeps its comments and its order`() throws {
        let text = "# head\n\n\(Self.sum)  a.so  # why\n\(String(repeating: "1", count: 64)) *b.so\n"
        var list = try DigestList(Array(text.utf8))
        #expect(list.entries.map(\.name) == ["a.so", "b.so"])
        #expect(list.entries.first?.remark == "why")
        #expect(list.find(Self.sum)?.line == 3)
        list.remove(Self.sum)
        list.put("0", name: "c\n# .so", remark: "two\nlines # here")
        #expect(list.text == "# head\n\n\(String(repeating: "1", count: 64))  b.so\n0  c .so  # two lines here\n")
    }

    @Test(
        arguments: [
            ("sha256:" + sum, sum), (sum.uppercased(), sum), ("", nil), ("sha256:", nil), (sum + "0", nil),
            ("x" + sum.dropFirst(), nil),
            ("é" + sum.dropFirst(2), nil),
        ] as [(String, String?)])
    func `a sum is 64 hex digits`(_ text: String, _ sum: String?) {
        #expect(Digest.parse(text) == sum)
    }

    @Test func `mutated lists never trap`() {
        var dice = Dice(27)
        let bytes = Array("# head\n\(Self.sum)  a.so  # é\n\(Self.sum)\n".utf8)
        var read = 0
        for _ in 0..<1000 where (try? DigestList(dice.mutated(bytes))) != nil { read += 1 }
        #expect(read > 50)
        for _ in 0..<1000 { _ = try? TrustPolicy(dice.mutated(Array("# x\nsigned\n".utf8))) }
    }

    // MARK: - Editing

    @Test func `allow and deny move a sum from one list to the other`() throws {
        let editor = TrustEditor(TrustFolder(directory.file("deep/trust.d")))
        try editor.allow(Self.sum, name: "a.so", remark: "ours")
        #expect(text("deep/trust.d/allowed") == "\(Self.sum)  a.so  # ours\n")
        try editor.deny(Self.sum, name: "a.so", remark: "broken")
        #expect(text("deep/trust.d/allowed") == "")
        #expect(text("deep/trust.d/denied") == "\(Self.sum)  a.so  # broken\n")
        try editor.allow(Self.sum, name: "a.so", remark: "")
        try editor.allow(Self.sum, name: "a.so", remark: "")
        #expect(text("deep/trust.d/allowed") == "\(Self.sum)  a.so\n")
        #expect(try editor.folder.read().denied.entries.isEmpty)
    }

    @Test func `a policy can be set where there is a wrong one`() throws {
        let editor = TrustEditor(TrustFolder(directory.path))
        directory.write("policy", "nonsense")
        #expect(throws: Refusal.self) { try editor.folder.read() }
        try editor.set(.signed)
        #expect(try editor.folder.read().policy == .signed)
    }

    @Test func `files and folders are readable for the gateway, whatever the umask`() throws {
        let before = umask(0o077)
        defer { umask(before) }
        try TrustEditor(TrustFolder(directory.file("t"))).set(.allowed)
        var facts = stat()
        #expect(stat(directory.file("t"), &facts) == 0 && facts.st_mode & 0o777 == 0o755)
        #expect(stat(directory.file("t/policy"), &facts) == 0 && facts.st_mode & 0o777 == 0o644)
    }

    @Test func `a list that is not understood is not rewritten`() throws {
        let editor = TrustEditor(TrustFolder(directory.path))
        directory.write("denied", "what?\n")
        #expect(throws: Refusal.self) { try editor.deny(Self.sum, name: "", remark: "") }
        #expect(throws: Refusal.self) { try editor.allow(Self.sum, name: "", remark: "") }
        #expect(text("denied") == "what?\n")
        #expect(access(directory.file("allowed"), F_OK) != 0)
    }

    @Test func `a folder that others may write is not written`() throws {
        chmod(directory.path, 0o777)
        let refusal = #expect(throws: Refusal.self) { try TrustEditor(TrustFolder(directory.path)).set(.any) }
        #expect(refusal?.message == "others may write \(directory.path); run: chmod go-w \(directory.path)")
        chmod(directory.path, 0o700)
    }

    @Test func `many editors at once lose nothing`() throws {
        let folder = TrustFolder(directory.path)
        let sums = (0..<40).map { index in
            let hex = String(index, radix: 16)
            return String(repeating: "0", count: 64 - hex.count) + hex
        }
        Many.atOnce(sums.count) { index in
            _ = try? TrustEditor(folder).allow(sums[index], name: "\(index).so", remark: "")
        }
        #expect(Set(try folder.read().allowed.entries.map(\.sha256)) == Set(sums))
    }

    // MARK: - Small things

    @Test(arguments: [
        ("/etc", ["/", "/etc"]), ("/etc//gatewayd/./x", ["/", "/etc", "/etc/gatewayd", "/etc/gatewayd/x"]),
        ("/", ["/"]),
    ]) func `a folder stands on those above it`(_ path: String, _ folders: [String]) {
        #expect(FolderChain.folders(path) == folders)
    }

    @Test(
        arguments: [
            (0o040755, 0, true, nil), (0o040755, 1000, true, nil), (0o041777, 0, false, nil),
            (0o041777, 0, true, .worldWritable), (0o040775, 0, false, .worldWritable),
            (0o040755, 7, false, .wrongOwner),
            (0o120777, 0, false, .symbolicLink), (0o100644, 0, true, .unreadable),
        ] as [(UInt32, UInt32, Bool, Refusal.Reason?)])
    func `each is judged by owner and mode`(_ mode: UInt32, _ owner: UInt32, _ isLast: Bool, _ reason: Refusal.Reason?)
    {
        #expect(FolderChain(user: 1000).refusal("/x", mode, owner, isLast: isLast)?.reason == reason)
    }

    @Test(arguments: [
        ("modbus.so", "modbus.so"), ("a b", "'a b'"), ("", "''"), ("x;rm -rf ~", "'x;rm -rf ~'"),
        ("it's", #"'it'\''s'"#),
        ("$(id)", "'$(id)'"), ("é", "'é'"),
    ]) func `a name in a command is one word`(_ name: String, _ word: String) {
        #expect(ShellWord.quoted(name) == word)
        let output = directory.file("word")
        #expect(system("printf %s \(word) > '\(output)'") == 0)
        #expect(text("word") == name)
    }

    // MARK: - Built in

    @Test func `plugins built with the gateway are known by the list sha256sum writes`() throws {
        let plugin = try Fixtures.compiled("plain")
        #expect(
            system("cd \(directory.path) && sha256sum '\(plugin)' > plugins.sha256 && chmod 644 plugins.sha256") == 0)
        let list = BuiltInList(path: directory.file("plugins.sha256"))
        #expect(list.problem == nil)
        #expect(list.contains(sha256: try SealedImage(path: plugin).sha256))
        #expect(!list.contains(sha256: Self.sum))
        #expect(!list.contains(sha256: ""))
    }

    @Test func `a list that is missing, malformed or open to others is empty and says so`() throws {
        let path = directory.file("plugins.sha256")
        #expect(BuiltInList(path: path).problem?.reason == .unreadable)
        directory.write("plugins.sha256", "\(Self.sum)  a.so\nnonsense\n")
        #expect(BuiltInList(path: path).problem?.message.hasPrefix("\(path):2: 'nonsense' is no SHA-256 sum") == true)
        directory.write("plugins.sha256", "\(Self.sum)  a.so\n")
        #expect(BuiltInList(path: path).contains(sha256: Self.sum))
        chmod(path, 0o666)
        #expect(!BuiltInList(path: path).contains(sha256: Self.sum))
        #expect(BuiltInList(path: path).problem?.reason == .worldWritable)
        #expect(!BuiltInList.none.contains(sha256: Self.sum) && BuiltInList.none.problem == nil)
    }
}
