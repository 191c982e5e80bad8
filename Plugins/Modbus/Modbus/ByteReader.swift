/// Reads big-endian fields from borrowed bytes, and never past their end.
///
/// The bytes must stay alive while the reader is in use; keep it within the closure that lends them.
public struct ByteReader {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    public init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// Bytes not read yet.
    public var remaining: Int {
        bytes.count - position
    }

    public mutating func uint8() throws(DecodeError) -> UInt8 {
        try need(1)
        defer { position += 1 }
        return bytes[position]
    }

    public mutating func uint16() throws(DecodeError) -> UInt16 {
        try need(2)
        defer { position += 2 }
        return UInt16(bytes[position]) << 8 | UInt16(bytes[position + 1])
    }

    /// The next `count` bytes, copied.
    public mutating func bytes(_ count: Int) throws(DecodeError) -> [UInt8] {
        try need(count)
        defer { position += count }
        return Array(bytes[position..<position + count])
    }

    /// The next `count` words, copied.
    public mutating func words(_ count: Int) throws(DecodeError) -> [UInt16] {
        guard count >= 0, count <= remaining / 2 else {
            throw .truncated(needed: count.multipliedReportingOverflow(by: 2).partialValue, available: remaining)
        }
        var words: [UInt16] = []
        words.reserveCapacity(count)
        for _ in 0..<count {
            words.append(try uint16())
        }
        return words
    }

    /// Everything that is left, copied.
    public mutating func rest() -> [UInt8] {
        defer { position = bytes.count }
        return Array(bytes[position...])
    }

    /// Says that nothing may be left.
    public func end() throws(DecodeError) {
        guard remaining == 0 else { throw .trailingBytes(remaining) }
    }

    private func need(_ count: Int) throws(DecodeError) {
        guard count >= 0, count <= remaining else { throw .truncated(needed: count, available: remaining) }
    }
}
