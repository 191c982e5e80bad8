/// Cuts a stream of bytes into lines; a line may arrive in any number of pieces.
struct LineSplitter {
    /// No line of ours is longer.
    static let limit = 16 << 20
    private var rest: [UInt8] = []

    /// The lines `bytes` complete, without their ends and without empty ones.
    mutating func add(_ bytes: some Collection<UInt8>) throws(ClientError) -> [[UInt8]] {
        rest += bytes
        guard let end = rest.lastIndex(of: UInt8(ascii: "\n")) else {
            guard rest.count <= Self.limit else { throw .broken("a line is longer than 16 MiB") }
            return []
        }
        let lines = rest[..<end].split(separator: UInt8(ascii: "\n")).map(Array.init)
        rest.removeSubrange(...end)
        return lines
    }
}
