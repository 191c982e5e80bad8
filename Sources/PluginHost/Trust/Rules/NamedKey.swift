/// A public key of the trust folder.
public struct NamedKey: Hashable, Sendable {
    /// The file's name in the folder.
    public let file: String
    public let key: PublicKey
}
