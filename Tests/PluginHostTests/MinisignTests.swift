import Glibc
import Testing

@testable import PluginHost

/// Both directions against Debian's `minisign`.
@Suite(
    .enabled(if: system("command -v minisign >/dev/null") == 0, "minisign is not installed; run: scripts/prepare test"))
struct MinisignTests {
    private let bench: TrustBench
    private let directory: TemporaryDirectory

    init() throws {
        bench = try TrustBench(policy: "signed")
        directory = bench.directory
    }

    private func run(_ command: String) -> Bool {
        system("cd '\(directory.path)' && \(command) >log 2>&1") == 0
    }

    @Test(arguments: ["-H", "-l"]) func `what minisign signs is trusted here, in both its forms`(_ form: String) throws
    {
        #expect(run("minisign -G -W -p trust.d/m.pub -s m.key && chmod 644 trust.d/m.pub"))
        #expect(run("minisign -S \(form) -W -s m.key -m '\(bench.plugin)' -t 'a comment'"))
        #expect(bench.refusal() == nil)
        #expect(bench.hasRun())
        guard case .valid(_, "m.pub", "a comment")? = bench.plugins.examine(file: bench.plugin).signature else {
            throw BenchFailure("\(bench.plugins.examine(file: bench.plugin))")
        }
        // And not when a byte is another, in either form.
        var bytes = RawFile.read(bench.plugin)
        bytes[bytes.count - 1] ^= 1
        _ = RawFile.write(bench.plugin, bytes)
        #expect(bench.refusal()?.reason == .badSignature)
        #expect(!bench.hasRun())
    }

    @Test func `what we sign, minisign trusts`() throws {
        _ = try KeyFiles.create(directory.file("ours"))
        _ = try PluginSigner(try KeyFiles.read(directory.file("ours.key"), password: { nil })).sign(bench.plugin)
        #expect(run("minisign -V -p ours.pub -m '\(bench.plugin)' | grep 'file:marked.so'"))
        #expect(run("minisign -S -W -s ours.key -m '\(bench.plugin)' && minisign -V -p ours.pub -m '\(bench.plugin)'"))
        bench.write("ours.pub", String(decoding: RawFile.read(directory.file("ours.pub")), as: UTF8.self))
        #expect(bench.refusal() == nil)
    }

    @Test func `a key that minisign encrypted is opened with its password, and with no other`() throws {
        #expect(run("printf 'geheim\\ngeheim\\n' | minisign -G -p m.pub -s m.key"))
        let path = directory.file("m.key")
        let key = try KeyFiles.read(path, password: { Array("geheim".utf8) })
        #expect(
            key.publicKey.text.split(separator: "\n").last
                == String(decoding: RawFile.read(directory.file("m.pub")), as: UTF8.self).split(separator: "\n").last)
        _ = try PluginSigner(key).sign(bench.plugin)
        #expect(run("minisign -V -p m.pub -m '\(bench.plugin)'"))
        let wrong = #expect(throws: Refusal.self) { try KeyFiles.read(path, password: { Array("Geheim".utf8) }) }
        #expect(wrong?.message == "that is not the password of \(path); try again")
        let none = #expect(throws: Refusal.self) { try KeyFiles.read(path, password: { nil }) }
        #expect(none?.message.hasPrefix("\(path) is encrypted;") == true)
    }
}
