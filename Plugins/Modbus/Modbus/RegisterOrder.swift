/// How a value lies in registers: the order of the two bytes within a register, and of the registers within a value.
///
/// The specification fixes only the first (big), and devices break even that. With A the most significant byte, the
/// four orders of a 32-bit value are `ABCD`, `CDAB` (words little), `BADC` (bytes little) and `DCBA` (both); of a 64-bit
/// value `ABCDEFGH`, `GHEFCDAB`, `BADCFEHG` and `HGFEDCBA`.
public struct RegisterOrder: Hashable, Sendable {
    public var bytes: ByteOrder
    public var words: ByteOrder

    @inlinable
    public init(bytes: ByteOrder = .big, words: ByteOrder = .big) {
        self.bytes = bytes
        self.words = words
    }

    public static let abcd = RegisterOrder()
    public static let cdab = RegisterOrder(words: .little)
    public static let badc = RegisterOrder(bytes: .little)
    public static let dcba = RegisterOrder(bytes: .little, words: .little)

    public static let all: [RegisterOrder] = [.abcd, .cdab, .badc, .dcba]

    /// `CDAB` for two registers, `GHEFCDAB` for four.
    public func name(registers: Int) -> String {
        let bytes = (0..<UInt64(registers * 2)).reduce(UInt64(0)) { $0 << 8 | $1 }
        let placed = arrange(bytes, registers: registers)
        return (0..<registers * 2).reversed().map { index in
            let letter = UInt8(truncatingIfNeeded: placed >> UInt64(index * 8)) &+ UInt8(ascii: "A")
            return String(UnicodeScalar(letter))
        }.joined()
    }

    /// Turns bits read in plain order into the value's bits, or the value's bits into those to be sent: each is the
    /// other's inverse. `bits` holds 1, 2 or 4 registers in its low end.
    @inlinable
    @inline(__always)
    public func arrange(_ bits: UInt64, registers: Int) -> UInt64 {
        let inWords = bytes == .little ? Self.swapBytesInWords(bits) : bits
        guard words == .little else { return inWords }
        switch registers {
        case 2: return (inWords & 0xFFFF) << 16 | (inWords >> 16) & 0xFFFF
        case 4: return Self.swapBytesInWords(inWords.byteSwapped)
        default: return inWords
        }
    }

    @inlinable
    static func swapBytesInWords(_ bits: UInt64) -> UInt64 {
        (bits & 0x00FF_00FF_00FF_00FF) << 8 | (bits >> 8) & 0x00FF_00FF_00FF_00FF
    }
}
