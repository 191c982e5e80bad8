import Glibc
import Testing

@testable import PluginHost

@Suite struct SignatureTests {
    private let key = SecretKey()
    private let message = Array("what is signed".utf8)

    private func signed(_ comment: String = "timestamp:1 file:x.so") -> Signature {
        message.withUnsafeBytes { key.sign($0, comment: comment) }
    }

    private func isValid(_ signature: Signature, _ message: [UInt8], by key: PublicKey) -> Bool {
        message.withUnsafeBytes { signature.isValid(over: $0, by: key) }
    }

    @Test func `what is written is read back, and valid`() throws {
        let signature = signed()
        let again = try Signature(Array(signature.text.utf8))
        #expect(again == signature)
        #expect(again.comment == "timestamp:1 file:x.so")
        #expect(isValid(again, message, by: try PublicKey(Array(key.publicKey.text.utf8))))
        #expect(!isValid(again, message + [0], by: key.publicKey))
        #expect(!isValid(again, message, by: SecretKey().publicKey))
        #expect(!isValid(again, [], by: key.publicKey))
    }

    @Test func `nothing can be signed too`() {
        let signature = [UInt8]().withUnsafeBytes { key.sign($0, comment: "") }
        #expect(isValid(signature, [], by: key.publicKey))
    }

    @Test func `a comment that was changed makes it invalid`() throws {
        let text = signed().text.replacing("file:x.so", with: "file:y.so")
        #expect(!isValid(try Signature(Array(text.utf8)), message, by: key.publicKey))
    }

    @Test func `a comment of several lines becomes one`() throws {
        let signature = signed("a\nuntrusted comment: b\r\nc")
        #expect(try Signature(Array(signature.text.utf8)) == signature)
        #expect(isValid(signature, message, by: key.publicKey))
    }

    @Test func `the file may have come by way of Windows`() throws {
        let text = signed().text.replacing("\n", with: "\r\n")
        #expect(try Signature(Array(text.utf8)) == signed())
    }

    @Test(arguments: [
        (1, "untrusted comment", "no comment", "it should begin with 'untrusted comment: '; get it again"),
        (3, "\ntrusted comment", "\nno comment", "it should begin with 'trusted comment: '; get it again"),
        (
            2, "\nRU", "\nQU",
            "it is signed in a way that is not known here; sign it with: gatewayctl plugin sign FILE --key KEY"
        ),
        (2, "\nRU", "\n_U", "it should be 74 bytes in base64; get it again"),
        (2, "\nRU", "\n", "it should be 74 bytes in base64; get it again"),
    ]) func `a file that is none is told line by line`(_ line: Int, _ old: String, _ new: String, _ words: String) {
        let text = signed().text.replacing(old, with: new)
        #expect(throws: MalformedText(line: line, words)) { try Signature(Array(text.utf8)) }
    }

    @Test func `it has four lines, no more`() {
        #expect(throws: MalformedText(line: 5, "a signature has 4 lines, this has 5; get it again")) {
            try Signature(Array((signed().text + "more\n").utf8))
        }
        #expect(throws: MalformedText(line: 1, "a signature has 4 lines, this has 0; get it again")) {
            try Signature([])
        }
    }

    @Test func `of a thousand mutations none traps, and none is believed that says something else`() {
        let original = signed()
        let bytes = Array(original.text.utf8)
        var dice = Dice(25)
        var parsed = 0
        for _ in 0..<1000 {
            guard let mutated = try? Signature(dice.mutated(bytes)) else { continue }
            parsed += 1
            if isValid(mutated, message, by: key.publicKey) { #expect(mutated == original) }
        }
        // Else the mutations were too wild to show anything.
        #expect(parsed > 50)
    }

    @Test func `nor do mutated keys`() {
        var dice = Dice(26)
        let (open, secret) = (Array(key.publicKey.text.utf8), Array(key.text.utf8))
        for _ in 0..<1000 {
            if let mutated = try? PublicKey(dice.mutated(open)), mutated != key.publicKey {
                #expect(mutated.bytes != key.publicKey.bytes || mutated.id != key.publicKey.id)
                #expect(mutated.bytes == key.publicKey.bytes || !isValid(signed(), message, by: mutated))
            }
            if let mutated = try? SecretKey(dice.mutated(secret), password: []) {
                #expect(mutated.publicKey == key.publicKey, "a key with a wrong checksum was taken")
            }
        }
    }

    @Test func `a secret key is read back, and asks for no password it does not have`() throws {
        let again = try SecretKey(Array(key.text.utf8), password: nil)
        #expect(again.publicKey == key.publicKey)
        #expect(again.text == key.text)
        #expect(key.publicKey.id.description.count == 16)
    }

    @Test func `keys are written once, and the secret one for its owner only`() throws {
        let directory = TemporaryDirectory()
        let name = directory.file("release")
        let before = umask(0)
        let open = try KeyFiles.create(name)
        umask(before)
        var facts = stat()
        #expect(stat(name + ".key", &facts) == 0 && facts.st_mode & 0o777 == 0o600)
        #expect(stat(name + ".pub", &facts) == 0 && facts.st_mode & 0o777 == 0o644)
        #expect(try KeyFiles.read(name + ".key", password: { nil }).publicKey == open)
        let secret = RawFile.read(name + ".key")
        #expect(throws: Refusal.self) { try KeyFiles.create(name) }
        unlink(name + ".pub")
        #expect(throws: Refusal.self) { try KeyFiles.create(name) }
        #expect(RawFile.read(name + ".key") == secret)
        #expect(access(name + ".pub", F_OK) != 0)
    }

    @Test func `a secret key that others may read is not used`() throws {
        let directory = TemporaryDirectory()
        _ = try KeyFiles.create(directory.file("k"))
        chmod(directory.file("k.key"), 0o640)
        let refusal = #expect(throws: Refusal.self) {
            try KeyFiles.read(directory.file("k.key"), password: { nil })
        }
        #expect(refusal?.message.hasSuffix("run: chmod 600 \(directory.file("k.key"))") == true)
    }
}
