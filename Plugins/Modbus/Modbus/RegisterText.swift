/// Texts in registers: two bytes to a register, the first in the high byte unless the byte order is little. Shorter texts
/// are filled up with zero bytes.
public enum RegisterText {
    /// Registers that `length` bytes fill.
    public static func registers(_ length: Int) -> Int {
        length / 2 + length % 2
    }

    /// Lends the text in a response's data as UTF-8: up to the first zero byte, without spaces at its end, with U+FFFD
    /// for what is no UTF-8. Allocates nothing for plain ASCII.
    public static func withText<Result>(
        in data: UnsafeRawBufferPointer, length: Int, order: ByteOrder, _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        withUnsafeTemporaryAllocation(byteCount: max(1, data.count), alignment: 1) { room in
            // With bytes swapped, byte 0 of the text is at 1, byte 1 at 0 …; an odd last byte has no partner.
            for index in data.indices {
                let partner = order == .little ? index ^ 1 : index
                room[index] = partner < data.count ? data[partner] : 0
            }
            let text = UnsafeRawBufferPointer(rebasing: room[..<size(of: room, atMost: min(length, data.count))])
            guard text.contains(where: { $0 >= 0x80 }) else { return body(text) }
            return Array(String(decoding: text, as: UTF8.self).utf8).withUnsafeBytes(body)
        }
    }

    /// The registers to be sent; throws when the text is longer than `length` bytes.
    public static func words(_ text: String, length: Int, order: ByteOrder) throws(RangeError) -> [UInt16] {
        let bytes = Array(text.utf8)
        guard bytes.count <= length else { throw RangeError(text: bytes.count, length: length) }
        return (0..<registers(length)).map { index in
            let first = index * 2 < bytes.count ? UInt16(bytes[index * 2]) : 0
            let second = index * 2 + 1 < bytes.count ? UInt16(bytes[index * 2 + 1]) : 0
            return order == .big ? first << 8 | second : second << 8 | first
        }
    }

    private static func size(of room: UnsafeMutableRawBufferPointer, atMost length: Int) -> Int {
        var size = room[..<max(0, length)].firstIndex(of: 0) ?? max(0, length)
        while size > 0, room[size - 1] == UInt8(ascii: " ") { size -= 1 }
        return size
    }
}
