/// Names that were registered together, as one row: sizes as varints and UTF-8, with a checksum behind.
struct NameBatch {
    let first: UInt32
    let names: [[UInt8]]

    static func encode(_ names: [String]) -> [UInt8] {
        var writer = ByteWriter(capacity: 1024)
        for name in names {
            var name = name
            name.withUTF8 { bytes in
                writer.reserve(10)
                writer.varint(UInt64(bytes.count))
                writer.append(UnsafeRawBufferPointer(bytes))
            }
        }
        let sum = Checksum.of(writer.bytes)
        writer.reserve(8)
        writer.word(sum, size: 8)
        return Array(writer.bytes)
    }

    /// `nil` when the bytes are damaged.
    init?(first: Int64, count: Int64, bytes: [UInt8]) {
        guard let start = UInt32(exactly: first), count >= 0, bytes.count >= 8, count <= Int64(bytes.count),
            let names = Self.names(bytes), names.count == Int(count)
        else { return nil }
        self.first = start
        self.names = names
    }

    private static func names(_ bytes: [UInt8]) -> [[UInt8]]? {
        bytes.withUnsafeBytes { bytes in
            let body = UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count - 8)])
            let sum = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: body.count, as: UInt64.self))
            guard Checksum.of(body) == sum else { return nil }
            var (reader, names) = (ByteReader(body), [[UInt8]]())
            while reader.remaining > 0 {
                guard let size = try? reader.varint(), let name = try? reader.column(size) else { return nil }
                names.append(Array(name.bytes))
            }
            return names
        }
    }
}
