/// Writes a column as runs of equal differences.
///
/// A token is a zigzag difference with a flag in its lowest bit: 0 stands alone, 1 is followed by how often it comes. A
/// difference too wide for its flag is written as token 1, count 0 and eight plain bytes.
struct RunWriter {
    private let unit: Int64
    private var before: UInt64 = 0
    private var difference: UInt64 = 0
    private var length: UInt64 = 0

    /// Every value must be a multiple of `unit`.
    init(unit: Int64) {
        self.unit = unit
    }

    @inline(__always)
    mutating func append(_ value: UInt64, to writer: inout ByteWriter) {
        let step = value &- before
        before = value
        if step == difference, length > 0 {
            length &+= 1
        } else {
            end(&writer)
            difference = step
            length = 1
        }
    }

    @inline(__always)
    mutating func end(_ writer: inout ByteWriter) {
        guard length > 0 else { return }
        let steps = unit == 1 ? Int64(bitPattern: difference) : Int64(bitPattern: difference) / unit
        let zigzag = UInt64(bitPattern: steps &<< 1 ^ steps &>> 63)
        if zigzag >> 63 != 0 {
            wide(zigzag, &writer)
        } else if length == 1 {
            writer.varint(zigzag &<< 1)
        } else {
            writer.varint(zigzag &<< 1 | 1)
            writer.varint(length)
        }
        length = 0
    }

    private func wide(_ zigzag: UInt64, _ writer: inout ByteWriter) {
        for _ in 0..<length {
            writer.byte(1)
            writer.byte(0)
            writer.word(zigzag, size: 8)
        }
    }
}
