/// One row in SQLite's record format (sqlite.org/fileformat.html §2.1), read from foreign bytes.
struct SQLiteRecord {
    enum Value: Hashable {
        case null
        case int(Int64)
        case text(String)
        case blob([UInt8])

        var int: Int64? {
            if case .int(let value) = self { value } else { nil }
        }

        var text: String? {
            if case .text(let value) = self { value } else { nil }
        }

        var blob: [UInt8]? {
            if case .blob(let value) = self { value } else { nil }
        }
    }

    let values: [Value]
    /// The row's number; its column, if it has one, is stored as null.
    var rowid: Int64?

    /// `nil` when the bytes are no record, or one with a kind of value we never write.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard let (size, start) = Self.varint(bytes, 0), size <= UInt64(bytes.count) else { return nil }
        var (header, body, values) = (start, Int(size), [Value]())
        while header < Int(size) {
            guard let (kind, next) = Self.varint(bytes, header), next <= Int(size),
                let value = Self.value(kind, bytes, &body)
            else { return nil }
            values.append(value)
            header = next
        }
        self.values = values
    }

    private static func value(_ kind: UInt64, _ bytes: UnsafeRawBufferPointer, _ at: inout Int) -> Value? {
        switch kind {
        case 0: return .null
        case 1...6: return int(width: [1, 2, 3, 4, 6, 8][Int(kind) - 1], bytes, &at)
        case 8, 9: return .int(Int64(kind) - 8)
        case 12...:
            let size = (kind - 12) / 2
            guard size <= UInt64(bytes.count - at) else { return nil }
            let content = bytes[at..<(at + Int(size))]
            at += Int(size)
            return kind & 1 == 0 ? .blob(Array(content)) : .text(String(decoding: content, as: UTF8.self))
        default: return nil
        }
    }

    private static func int(width: Int, _ bytes: UnsafeRawBufferPointer, _ at: inout Int) -> Value? {
        guard width <= bytes.count - at else { return nil }
        var value = Int64(Int8(bitPattern: bytes[at]))
        for byte in bytes[(at + 1)..<(at + width)] { value = value << 8 | Int64(byte) }
        at += width
        return .int(value)
    }

    /// SQLite's varint: big-endian, seven bits a byte, the ninth byte whole.
    static func varint(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> (value: UInt64, next: Int)? {
        var (value, at) = (UInt64(0), start)
        while at < bytes.count {
            let byte = UInt64(bytes[at])
            at += 1
            if at - start == 9 { return (value << 8 | byte, at) }
            value = value << 7 | byte & 0x7F
            if byte < 0x80 { return (value, at) }
        }
        return nil
    }
}
