import Dispatch
import Glibc
import Synchronization
import Testing

@testable import PluginHost

/// What a machine trusts, from the plugin directory's side: refused means that not one instruction of the file has run.
@Suite struct TrustTests {
    // MARK: - Trusted

    @Test(arguments: [nil, "any", "# a comment\n  any  # and one behind\n"])
    func `without a policy, and with any, a plugin describes itself`(_ policy: String?) throws {
        let bench = try TrustBench(policy: policy)
        #expect(bench.refusal() == nil)
        #expect(bench.hasRun())
    }

    @Test func `allowed takes what is on the list`() throws {
        let bench = try TrustBench(policy: "allowed")
        bench.write("allowed", "# ours\n\(bench.sum.uppercased())  marked.so  # tried in the lab\n")
        #expect(bench.refusal() == nil)
        #expect(bench.hasRun())
    }

    @Test(arguments: ["allowed", "signed"]) func `a signature by a known key counts`(_ policy: String) throws {
        let bench = try TrustBench(policy: policy)
        bench.trustKey(SecretKey(), as: "another.pub")
        bench.trustKey()
        try bench.sign()
        #expect(bench.refusal() == nil)
        #expect(bench.hasRun())
    }

    // MARK: - Refused, and nothing has run

    @Test func `allowed refuses what is not on the list, with the command that puts it there`() throws {
        let bench = try TrustBench(policy: "allowed")
        bench.write("allowed", String(repeating: "0", count: 64) + "  marked.so\n")
        #expect(
            bench.refusal()
                == Refusal(
                    .notAllowed,
                    "\(bench.plugin) is neither on this machine's list of allowed plugins nor signed; if you trust it, "
                        + "run: gatewayctl plugin allow marked.so sha256:\(bench.sum) --trust \(bench.trust)"))
        #expect(!bench.hasRun())
    }

    @Test func `signed refuses what has no signature, even when it is on the list`() throws {
        let bench = try TrustBench(policy: "signed")
        bench.trustKey()
        bench.write("allowed", bench.sum + "  marked.so\n")
        let refusal = try #require(bench.refusal())
        #expect(refusal.reason == .notSigned)
        #expect(refusal.message.hasSuffix("run: gatewayctl plugin sign \(bench.plugin) --key KEY"))
        #expect(!bench.hasRun())
    }

    @Test(arguments: ["any", "allowed", "signed"]) func `denied beats everything`(_ policy: String) throws {
        let bench = try TrustBench(policy: policy)
        bench.trustKey()
        try bench.sign()
        bench.write("allowed", bench.sum + "\n")
        bench.write("denied", "# bad ones\n\(bench.sum)  marked.so  # loses samples\n")
        #expect(
            bench.refusal()
                == Refusal(
                    .denied,
                    "\(bench.plugin) is denied by \(bench.trust)/denied:2 (loses samples); to use it after all, "
                        + "run: gatewayctl plugin allow marked.so sha256:\(bench.sum) --trust \(bench.trust)"))
        #expect(!bench.hasRun())
    }

    @Test func `a key that is not in the folder proves nothing`() throws {
        let bench = try TrustBench(policy: "signed")
        bench.trustKey(SecretKey())
        try bench.sign()
        #expect(bench.refusal()?.reason == .unknownKey)
        #expect(!bench.hasRun())
    }

    @Test func `nor does a key that calls itself like one of ours`() throws {
        let bench = try TrustBench(policy: "signed")
        let ours = SecretKey().publicKey
        bench.write("maker.pub", PublicKey(id: bench.key.publicKey.id, bytes: ours.bytes).text)
        try bench.sign()
        #expect(bench.refusal()?.reason == .badSignature)
        #expect(!bench.hasRun())
    }

    @Test func `a signature of another file proves nothing`() throws {
        let bench = try TrustBench(policy: "signed")
        bench.trustKey()
        try bench.sign(bench.directory.copy(try Fixtures.compiled("plain"), as: "plain.so"))
        rename(bench.directory.file("plain.so.minisig"), bench.signature)
        #expect(bench.refusal()?.reason == .badSignature)
        #expect(!bench.hasRun())
    }

    @Test func `a file that changed after it was signed is refused`() throws {
        let bench = try TrustBench(policy: "signed")
        bench.trustKey()
        try bench.sign()
        var bytes = RawFile.read(bench.plugin)
        bytes.append(0)
        _ = RawFile.write(bench.plugin, bytes)
        #expect(bench.refusal()?.reason == .badSignature)
        #expect(!bench.hasRun())
    }

    @Test func `garbage is no signature`() throws {
        let bench = try TrustBench(policy: "signed")
        bench.trustKey()
        try bench.sign()
        let whole = RawFile.read(bench.signature)
        for bytes in [[], Array(whole.prefix(100)), Array(whole.dropLast(8)), [UInt8](repeating: 0xFF, count: 300)] {
            _ = RawFile.write(bench.signature, bytes)
            #expect(bench.refusal()?.reason == .badSignature)
        }
        unlink(bench.signature)
        mkfifo(bench.signature, 0o600)
        #expect(bench.refusal()?.reason == .badSignature)
        unlink(bench.signature)
        symlink("/dev/zero", bench.signature)
        #expect(bench.refusal()?.reason == .badSignature)
        #expect(!bench.hasRun())
    }

    @Test(arguments: [
        ("policy", "alowed", ":1: 'alowed' is no policy; write any, allowed or signed"),
        ("policy", "# nothing\n", ":1: there is no policy in it; write any, allowed or signed"),
        ("policy", "", ":1: there is no policy in it; write any, allowed or signed"),
        ("policy", "signed\nany", ":2: a second policy, 'any'; keep one of the two"),
        (
            "allowed", "\nmodbus.so\n",
            ":2: 'modbus.so' is no SHA-256 sum (64 hex digits); write: sum  name  # remark, or remove the line"
        ),
        (
            "denied", "12ab",
            ":1: '12ab' is no SHA-256 sum (64 hex digits); write: sum  name  # remark, or remove the line"
        ),
        (
            "denied", "# é\n\u{0}",
            ":2: '\u{0}' is no SHA-256 sum (64 hex digits); write: sum  name  # remark, or remove the line"
        ),
        ("maker.pub", "untrusted comment: x\n", ":2: a public key has 2 lines, this has 1; get it again"),
        ("maker.pub", "untrusted comment: x\nRWQ=\n", ":2: it should be 42 bytes in base64; get it again"),
    ])
    func `what is not understood refuses every plugin`(_ name: String, _ text: String, _ message: String) throws {
        let bench = try TrustBench()
        bench.write(name, text)
        #expect(
            bench.refusal()
                == Refusal(
                    .trustUnreadable,
                    "no plugin is trusted, because the trust folder is not in order: \(bench.trust)/\(name)\(message)"))
        #expect(!bench.hasRun())
    }

    @Test func `so does what others could have written`() throws {
        let bench = try TrustBench(policy: "any")
        for name in ["policy", "allowed", "denied", "maker.pub"] {
            bench.trustKey()
            if name != "policy" && name != "maker.pub" { bench.write(name, "") }
            for mode in [0o646, 0o664] as [mode_t] {
                chmod("\(bench.trust)/\(name)", mode)
                #expect(bench.refusal()?.reason == .trustUnreadable)
            }
            chmod("\(bench.trust)/\(name)", 0o644)
            #expect(bench.refusal() == nil)
            #expect(bench.hasRun())
            unlink(bench.directory.file("memory"))
        }
        for mode in [0o777, 0o775, 0o1777] as [mode_t] {
            chmod(bench.trust, mode)
            #expect(bench.refusal()?.message.contains("run: chmod go-w \(bench.trust)") == true)
        }
        chmod(bench.trust, 0o755)
        // Who may write above could put another folder there.
        chmod(bench.directory.path, 0o777)
        #expect(bench.refusal()?.message.contains("run: chmod go-w \(bench.directory.path)") == true)
        #expect(!bench.hasRun())
        chmod(bench.directory.path, 0o700)
    }

    @Test(.enabled(if: geteuid() == 0, "only root may give files away")) func `so does what belongs to others`() throws
    {
        let bench = try TrustBench(policy: "any")
        chown("\(bench.trust)/policy", 54321, 0)
        #expect(bench.refusal()?.reason == .trustUnreadable)
        chown("\(bench.trust)/policy", 0, 0)
        chown(bench.trust, 54321, 0)
        #expect(bench.refusal()?.reason == .trustUnreadable)
        #expect(!bench.hasRun())
    }

    @Test func `so do links, and a folder that is not there though it was named`() throws {
        let bench = try TrustBench(policy: "any")
        rename(bench.trust, bench.directory.file("real"))
        #expect(bench.refusal()?.message.contains("run: gatewayctl plugin trust any --trust \(bench.trust)") == true)
        symlink(bench.directory.file("real"), bench.trust)
        #expect(bench.refusal()?.message.contains("\(bench.trust) is a symbolic link") == true)
        unlink(bench.trust)
        bench.directory.write("trust.d", "any")
        #expect(bench.refusal()?.message.contains("is not a folder") == true)
        unlink(bench.trust)
        mkdir(bench.trust, 0o755)
        symlink(bench.directory.file("real/policy"), "\(bench.trust)/policy")
        #expect(bench.refusal()?.reason == .trustUnreadable)
        mkdir("\(bench.trust)/denied", 0o755)
        unlink("\(bench.trust)/policy")
        #expect(bench.refusal()?.reason == .trustUnreadable)
        #expect(!bench.hasRun())
    }

    @Test func `a library that is no plugin is not run to find that out`() throws {
        let bench = try TrustBench(entry: "another_entry")
        #expect(bench.refusal()?.reason == .missingSymbol)
        #expect(!bench.hasRun())
    }

    // MARK: - Between the looks

    @Test func `what a plugin once said of itself does not let it in`() throws {
        let bench = try TrustBench(policy: "any")
        #expect(bench.refusal() == nil)
        #expect(bench.hasRun())
        #expect(access(bench.directory.file("memory"), F_OK) == 0)
        bench.write("policy", "allowed\n")
        #expect(bench.refusal()?.reason == .notAllowed)
        #expect(!bench.hasRun())
    }

    @Test func `a plugin that was loaded is not handed out after it was denied`() throws {
        let bench = try TrustBench(policy: "any")
        let file = try #require(bench.plugins.scan().first)
        #expect(bench.hasRun())
        _ = try LoadedPlugin.load(file, id: "marked")
        #expect(bench.hasRun(), "its constructor should have left a mark here")
        try TrustEditor(bench.folder).deny(file.sha256, name: file.name, remark: "")
        let again = try #require(bench.plugins.scan().first)
        #expect(throws: PluginFailure.self) { try LoadedPlugin.load(again, id: "marked") }
    }

    @Test func `a file that is swapped while it is judged never runs under the name of the good one`() throws {
        let bench = try TrustBench(policy: "allowed")
        let marked = RawFile.read(bench.plugin)
        let good = RawFile.read(try Fixtures.compiled("plain"))
        _ = RawFile.write(bench.directory.file("good"), good)
        let sum = try SealedImage(path: bench.directory.file("good")).sha256
        bench.write("allowed", sum + "\n")
        // Without a memory, so that each look asks the file itself.
        let plugins = PluginDirectory(
            path: bench.drivers, describer: Fixtures.describer, memory: nil, trust: bench.folder, deadline: .seconds(20)
        )
        let outcomes = try swapping(bench, good, marked) { plugins.scan().first }
        #expect(outcomes.contains { $0?.refusal == nil }, "the good file was never seen")
        #expect(outcomes.contains { $0?.refusal != nil }, "the other file was never seen")
        for file in outcomes { #expect(file?.refusal != nil || file?.plugins.map(\.id) == ["fixture"]) }
        #expect(outcomes.allSatisfy { $0?.refusal != nil || $0?.sha256 == sum })
    }

    /// Asks until both files were seen, and 150 times at least, while another thread puts the one and the other file, links to
    /// them, and halves of them in the place of the plugin.
    private func swapping(
        _ bench: TrustBench, _ good: [UInt8], _ bad: [UInt8], _ ask: () -> PluginFile?
    ) throws -> [PluginFile?] {
        let hasEnded = DispatchSemaphore(value: 0)
        let (draft, target) = (bench.directory.file("draft"), bench.plugin)
        let stop = Stop()
        DispatchQueue.global().async {
            var turn = 0
            while !stop.isSet {
                turn += 1
                unlink(draft)
                switch turn % 4 {
                case 0: symlink(target, draft)
                case 1: _ = RawFile.write(draft, bad)
                case 2: _ = RawFile.write(draft, Array(good.prefix(good.count / 2) + bad.suffix(bad.count / 2)))
                default: _ = RawFile.write(draft, good)
                }
                rename(draft, target)
                // In place too: the same inode, another content.
                if turn % 4 == 3, turn % 3 == 0 { _ = RawFile.write(target, bad) }
                usleep(200)
            }
            hasEnded.signal()
        }
        var outcomes: [PluginFile?] = []
        let last = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < last {
            outcomes.append(ask())
            let isDone = outcomes.contains { $0?.refusal == nil } && outcomes.contains { $0?.refusal != nil }
            if isDone && outcomes.count >= 150 { break }
        }
        stop.set()
        hasEnded.wait()
        return outcomes
    }

    private final class Stop: Sendable {
        private let word = Atomic<Bool>(false)
        var isSet: Bool { word.load(ordering: .relaxed) }
        func set() { word.store(true, ordering: .relaxed) }
    }

    // MARK: - The whole row

    /// Every way to be refused before any code runs, one after the other, and the mark is looked for after each.
    @Test func `of all plugins that must not run, none has`() throws {
        let bench = try TrustBench()
        let cases: [(String, () throws -> Void)] = [
            ("world-writable", { chmod(bench.plugin, 0o777) }),
            ("group-writable", { chmod(bench.plugin, 0o775) }),
            ("denied", { bench.write("denied", bench.sum + "\n") }),
            ("not-allowed", { bench.write("policy", "allowed\n") }),
            ("not-signed", { bench.write("policy", "signed\n") }),
            (
                "unknown-key",
                {
                    bench.write("policy", "signed\n"); try bench.sign()
                }
            ),
            ("trust-unreadable", { bench.write("policy", "singed\n") }),
            ("trust-unreadable", { chmod(bench.trust, 0o777) }),
            (
                "symbolic-link",
                {
                    rename(bench.plugin, bench.plugin + ".x"); symlink(bench.plugin + ".x", bench.plugin)
                }
            ),
        ]
        for (reason, prepare) in cases {
            try prepare()
            #expect(bench.refusal()?.reason.rawValue == reason)
            #expect(!bench.hasRun(), "\(reason): the plugin ran")
            if access(bench.plugin + ".x", F_OK) == 0 { rename(bench.plugin + ".x", bench.plugin) }
            chmod(bench.plugin, 0o755)
            chmod(bench.trust, 0o755)
            for name in ["policy", "denied"] { unlink("\(bench.trust)/\(name)") }
            unlink(bench.signature)
        }
        #expect(bench.refusal() == nil)
        #expect(bench.hasRun(), "the mark proves nothing if it never comes")
    }
}
