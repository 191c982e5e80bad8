/// Why a secret key cannot be used.
public enum SecretKeyFault: Error, Hashable, Sendable {
    case malformed(MalformedText)
    /// It is encrypted and no password came with it.
    case needsPassword
    case wrongPassword
    /// Its file asks for more memory to be opened than a key is worth.
    case tooCostly
}
