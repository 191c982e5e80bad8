/// Eight bytes that a key and what it signed have in common. They find a key; they prove nothing.
public struct KeyID: Hashable, Sendable, CustomStringConvertible {
    static let size = 8
    /// As they lie in the files.
    let bytes: [UInt8]

    init(_ bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
    }

    /// In hex, as minisign shows it: a little-endian number.
    public var description: String {
        bytes.reversed().map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
    }
}
