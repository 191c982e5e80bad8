/// Many short texts in one piece of memory.
struct TextColumn: Equatable, Sendable {
    private(set) var bytes: [UInt8] = []
    private var ends: [UInt32] = []

    var count: Int {
        ends.count
    }

    subscript(row: Int) -> String {
        String(decoding: bytes[range(row)], as: UTF8.self)
    }

    func range(_ row: Int) -> Range<Int> {
        let start = row == 0 ? 0 : Int(ends[row - 1])
        return start..<Int(ends[row])
    }

    /// Past 4 GiB texts are left empty; ``SourceLimits`` ends a file long before.
    mutating func append(_ text: some Collection<UInt8>) {
        if bytes.count + text.count <= Int(UInt32.max) {
            bytes.append(contentsOf: text)
        }
        ends.append(UInt32(bytes.count))
    }

    mutating func reserve(_ rows: Int) {
        ends.reserveCapacity(rows)
    }

    func equals(_ row: Int, _ otherRow: Int) -> Bool {
        bytes[range(row)] == bytes[range(otherRow)]
    }

    func hash(_ row: Int, into hasher: inout Hasher) {
        bytes.withUnsafeBytes { hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: $0[range(row)])) }
    }
}
