import Glibc

/// Keys of whoever signs plugins, in files that minisign can use too.
public enum KeyFiles {
    private static let limit = 1 << 10

    /// Makes a new key: `NAME.key`, which only its owner may read, and `NAME.pub`. Overwrites nothing.
    public static func create(_ name: String) throws(Refusal) -> PublicKey {
        let key = SecretKey()
        let (secret, open) = (name + ".key", name + ".pub")
        if access(open, F_OK) == 0 { throw exists(open) }
        guard DurableFile.create(secret, with: key.text, mode: 0o600) else { throw notWritten(secret) }
        guard DurableFile.create(open, with: key.publicKey.text, mode: 0o644) else {
            let refusal = notWritten(open)
            // Of no use, and in the way of the next try.
            unlink(secret)
            throw refusal
        }
        return key.publicKey
    }

    /// Reads a secret key. `password` is asked for one when the key is encrypted, which takes a second to open.
    public static func read(_ path: String, password: () -> [UInt8]?) throws(Refusal) -> SecretKey {
        let bytes = try OpenedFile(path, guardedBy: nil, isSecret: true).whole(limit: limit)
        do throws(SecretKeyFault) {
            do throws(SecretKeyFault) {
                return try SecretKey(bytes, password: nil)
            } catch .needsPassword {
                return try SecretKey(bytes, password: password())
            }
        } catch {
            throw Refusal(.unreadable, words(error, path))
        }
    }

    /// The first line of a file that only its owner may read.
    public static func password(from path: String) throws(Refusal) -> [UInt8] {
        let bytes = try OpenedFile(path, guardedBy: nil, isSecret: true).whole(limit: limit)
        return FileLines.of(bytes).first.map(Array.init) ?? []
    }

    private static func words(_ fault: SecretKeyFault, _ path: String) -> String {
        switch fault {
        case .malformed(let text): text.named(path)
        case .needsPassword: "\(path) is encrypted; type its password, or name a file that has it: --password-file FILE"
        case .wrongPassword: "that is not the password of \(path); try again"
        case .tooCostly:
            "\(path) cannot be opened in 1 GiB of memory; make a key without password: gatewayctl plugin keygen NAME"
        }
    }

    private static func notWritten(_ path: String) -> Refusal {
        if errno == EEXIST { return exists(path) }
        return Refusal(.unreadable, "cannot write \(path): \(SystemError.text(errno)); name a place you may write")
    }

    private static func exists(_ path: String) -> Refusal {
        Refusal(.unreadable, "\(path) is there already, and keys are not overwritten; choose another name")
    }
}
