/// Reads what ``RunWriter`` writes, one value at a time.
struct RunReader {
    private var reader: ByteReader
    private let unit: Int64
    private var value: UInt64 = 0
    private var difference: UInt64 = 0
    private var left: UInt64 = 0

    init(_ reader: ByteReader, unit: Int64) {
        self.reader = reader
        self.unit = unit
    }

    @inline(__always)
    mutating func next() throws(BlockError) -> UInt64 {
        if left == 0 { try token() }
        left &-= 1
        value = value &+ difference
        return value
    }

    /// All of the column has been used, and no more.
    var isDone: Bool {
        left == 0 && reader.remaining == 0
    }

    private mutating func token() throws(BlockError) {
        let token = try reader.varint()
        var zigzag = token &>> 1
        left = token & 1 == 0 ? 1 : try reader.varint()
        if left == 0 {
            zigzag = try reader.word()
            left = 1
        }
        let steps = Int64(bitPattern: zigzag &>> 1) ^ -Int64(bitPattern: zigzag & 1)
        difference = UInt64(bitPattern: steps &* unit)
    }
}
