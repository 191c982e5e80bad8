/// What was found of a plugin's signature, the file `NAME.so.minisig` beside it.
public enum SignatureFinding: Hashable, Sendable {
    case absent
    /// It is there, but cannot be read or trusted to be read.
    case unreadable(Refusal)
    case malformed(MalformedText)
    /// Made by a key that is not in the trust folder; nothing is known about it.
    case unknownKey(KeyID)
    /// One of our keys says it never signed these bytes.
    case invalid(KeyID)
    /// `file` is the name of the key's file, `comment` what the signer wrote and signed.
    case valid(KeyID, file: String, comment: String)

    static func path(of plugin: String) -> String { plugin + ".minisig" }
}
