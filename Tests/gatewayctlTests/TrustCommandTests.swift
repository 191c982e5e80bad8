@testable import gatewayctl
import Glibc
import Testing

/// The commands of trust as a user types them, on files.
@Suite struct TrustCommandTests {
    private let folder: String
    private let sum = String(repeating: "0a", count: 32)

    init() throws {
        var template = Array("/tmp/gateway-trust-XXXXXX".utf8CString)
        folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    }

    /// Types the words; `DIR` stands for this test's folder.
    private func type(_ words: String...) throws {
        var command = try Gatewayctl.parseAsRoot(["plugin"] + words.map { $0.replacing("DIR", with: folder) })
        try command.run()
    }

    private func complaint(_ words: String...) throws -> Complaint {
        try #require(throws: Complaint.self) {
            var command = try Gatewayctl.parseAsRoot(["plugin"] + words.map { $0.replacing("DIR", with: folder) })
            try command.run()
        }
    }

    private func text(_ name: String) -> String {
        guard let file = fopen("\(folder)/\(name)", "r") else { return "" }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    /// A file that has the header of a plugin and nothing else.
    private func putPlugin(_ name: String) throws {
        let header = "\\177ELF\\2\\1\\1\\0\\0\\0\\0\\0\\0\\0\\0\\0\\3\\0"
        #if arch(arm64)
            let machine = "\\267\\0"
        #else
            let machine = "\\76\\0"
        #endif
        let zeros = String(repeating: "\\0", count: 50)
        #expect(system("mkdir -p \(folder)/d && printf '\(header)\(machine)\(zeros)' > \(folder)/d/\(name)") == 0)
    }

    @Test func `a plugin is allowed and denied by its sum`() throws {
        try type("allow", "drivers.d/modbus.so", "sha256:\(sum)", "--remark", "tried it", "--trust", "DIR/t")
        #expect(text("t/allowed") == "\(sum)  modbus.so  # tried it\n")
        try type("deny", "modbus.so", sum, "--trust", "DIR/t")
        #expect(text("t/allowed") == "")
        #expect(text("t/denied") == "\(sum)  modbus.so\n")
    }

    @Test func `a plugin is found by its file and by its name`() throws {
        try putPlugin("a.so")
        try type("allow", "a", "--directory", "DIR/d", "--trust", "DIR/t")
        let listed = text("t/allowed")
        #expect(listed.hasSuffix("  a.so\n"))
        try type("allow", "DIR/d/a.so", "--trust", "DIR/t")
        #expect(text("t/allowed") == listed)
        #expect(
            try complaint("allow", "b", "--directory", "DIR/d", "--trust", "DIR/t").message.contains("\(folder)/d/b.so")
        )
    }

    @Test(arguments: ["12ab", "sha256:", "md5:0123"]) func `a sum that is none is wrong usage`(_ sum: String) throws {
        #expect(
            try complaint("allow", "a.so", sum, "--trust", "DIR/t")
                == Complaint(
                    .usage, "'\(sum)' is no SHA-256 sum — write sha256: and 64 hex digits, as sha256sum prints them"))
        #expect(text("t/allowed") == "")
    }

    @Test func `verify says yes and no by its exit code`() throws {
        try putPlugin("a.so")
        let places = ["--directory", "DIR/d", "--trust", "DIR/t"]
        try type("trust", "allowed", places[0], places[1], places[2], places[3])
        #expect(throws: ExitStatus.no) { try type("verify", places[0], places[1], places[2], places[3]) }
        try type("allow", "a", places[0], places[1], places[2], places[3])
        try type("verify", "--json", places[0], places[1], places[2], places[3])
        try type("trust", "signed", places[0], places[1], places[2], places[3])
        #expect(throws: ExitStatus.no) { try type("verify", "a", places[0], places[1], places[2], places[3]) }
    }

    @Test func `what keygen makes signs, and what is signed is trusted`() throws {
        try putPlugin("a.so")
        try type("keygen", "DIR/acme")
        #expect(try complaint("keygen", "DIR/acme").message.contains("keys are not overwritten"))
        try type("sign", "DIR/d/a.so", "--key", "DIR/acme.key", "--comment", "release 1")
        #expect(text("d/a.so.minisig").contains("\ntrusted comment: release 1\n"))
        try type("trust", "signed", "--directory", "DIR/d", "--trust", "DIR/t")
        #expect(throws: ExitStatus.no) { try type("verify", "DIR/d/a.so", "--trust", "DIR/t") }
        #expect(system("install -m 644 \(folder)/acme.pub \(folder)/t/") == 0)
        try type("verify", "DIR/d/a.so", "--trust", "DIR/t")
    }

    @Test func `a key that is no key is told by line`() throws {
        #expect(system("umask 077; echo nonsense > \(folder)/k") == 0)
        try putPlugin("a.so")
        #expect(
            try complaint("sign", "DIR/d/a.so", "--key", "DIR/k")
                == Complaint(.no, "\(folder)/k:2: a secret key has 2 lines, this has 1; get it again"))
    }

    @Test func `a trust folder that was named must be there, until a policy is set`() throws {
        #expect(
            try complaint("trust", "--trust", "DIR/t").message.hasSuffix(
                "run: gatewayctl plugin trust any --trust \(folder)/t"))
        try type("trust", "any", "--trust", "DIR/t", "--directory", "DIR/d")
        try type("trust", "--trust", "DIR/t")
        #expect(text("t/policy").hasSuffix("\nany\n"))
    }
}
