import Modbus
import Testing

@Suite struct RegisterTests {
    static let bytes: [UInt8] = [0x12, 0x34, 0x56, 0x78, 0x9A, 0xBC, 0xDE, 0xF0]

    private func bits(_ format: NumberFormat, _ order: RegisterOrder, _ bytes: [UInt8] = bytes) -> UInt64? {
        bytes.withUnsafeBytes { format.bits(in: $0, at: 0, order: order) }
    }

    @Test(
        arguments: [
            (RegisterOrder.abcd, 0x1234, 0x1234_5678, 0x1234_5678_9ABC_DEF0),
            (.cdab, 0x1234, 0x5678_1234, 0xDEF0_9ABC_5678_1234), (.badc, 0x3412, 0x3412_7856, 0x3412_7856_BC9A_F0DE),
            (.dcba, 0x3412, 0x7856_3412, 0xF0DE_BC9A_7856_3412),
        ] as [(RegisterOrder, UInt64, UInt64, UInt64)])
    func `reads each width in each order`(order: RegisterOrder, word: UInt64, double: UInt64, quad: UInt64) {
        #expect(bits(.uint16, order) == word)
        #expect(bits(.uint32, order) == double)
        #expect(bits(.uint64, order) == quad)
        #expect(bits(.uint8, order) == word & 0xFF)
    }

    @Test func `names the orders`() {
        #expect(RegisterOrder.all.map { $0.name(registers: 2) } == ["ABCD", "CDAB", "BADC", "DCBA"])
        #expect(
            RegisterOrder.all.map { $0.name(registers: 4) } == ["ABCDEFGH", "GHEFCDAB", "BADCFEHG", "HGFEDCBA"])
    }

    @Test(arguments: NumberFormat.allCases, RegisterOrder.all)
    func `writes what it reads, bit for bit`(format: NumberFormat, order: RegisterOrder) throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<500 {
            let bytes = (0..<8).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            let read = try #require(bits(format, order, bytes))
            let sent = format.words(read, order: order).flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
            #expect(bits(format, order, sent) == read)
            if format.registers > 1 || format == .int16 || format == .uint16 {
                #expect(sent == Array(bytes[..<(format.registers * 2)]))
            }
        }
    }

    @Test func `a number past the end of the data is none`() {
        [UInt8](repeating: 0, count: 7).withUnsafeBytes { data in
            #expect(NumberFormat.uint64.bits(in: data, at: 0, order: .abcd) == nil)
            #expect(NumberFormat.uint32.bits(in: data, at: 4, order: .abcd) == nil)
            #expect(NumberFormat.uint16.bits(in: data, at: 8, order: .abcd) == nil)
            #expect(NumberFormat.uint16.bits(in: data, at: -1, order: .abcd) == nil)
            #expect(NumberFormat.uint16.bits(in: data, at: 5, order: .abcd) == 0)
        }
    }

    @Test func `signs are carried up`() {
        #expect(NumberFormat.int8.signed(0x80) == -128)
        #expect(NumberFormat.int16.signed(0xFFFF) == -1)
        #expect(NumberFormat.int32.signed(0x8000_0000) == -2_147_483_648)
        #expect(NumberFormat.int64.signed(.max) == -1)
        #expect(NumberFormat.float32.float(0x41C8_0000) == 25)
        #expect(NumberFormat.float64.float(0x4039_0000_0000_0000) == 25)
    }

    @Test(arguments: NumberFormat.allCases) func `takes the ends of each range and nothing beyond`(format: NumberFormat)
        throws
    {
        let ends: [NumberFormat: (Int64, UInt64)] = [
            .int8: (-128, 127), .uint8: (0, 255), .int16: (-32768, 32767), .uint16: (0, 65535),
            .int32: (-2_147_483_648, 2_147_483_647), .uint32: (0, 4_294_967_295), .int64: (.min, UInt64(Int64.max)),
            .uint64: (0, .max),
        ]
        guard let (least, most) = ends[format] else { return }
        #expect(format.signed(try format.bits(of: least)) == least)
        #expect(try format.bits(of: most) == most)
        if least > .min { #expect(throws: RangeError.self) { try format.bits(of: least - 1) } }
        if most < .max { #expect(throws: RangeError.self) { try format.bits(of: most + 1) } }
        #expect(throws: RangeError.self) { try format.bits(of: 1e30) }
        #expect(throws: RangeError.self) { try format.bits(of: Double(least) * 1.01 - 1) }
        #expect(throws: RangeError.self) { try format.bits(of: Double.nan) }
        #expect(try format.bits(of: 49.6) == 50)
    }

    @Test func `floats keep their value or refuse`() throws {
        #expect(try NumberFormat.float32.bits(of: 25.0) == 0x41C8_0000)
        #expect(try NumberFormat.float64.bits(of: 25.0) == 0x4039_0000_0000_0000)
        #expect(try NumberFormat.float32.bits(of: Int64(25)) == 0x41C8_0000)
        #expect(throws: RangeError.self) { try NumberFormat.float32.bits(of: 1e39) }
        #expect(throws: RangeError.self) { try NumberFormat.float64.bits(of: .infinity) }
        let error = #expect(throws: RangeError.self) { try NumberFormat.uint16.bits(of: 70000) }
        #expect(error?.description == "70000 does not fit uint16 (0 to 65535)")
    }

    @Test(arguments: ["", "A", "AB", "ABC", "Zürich", "0123456789"], ByteOrder.allCases)
    func `texts come back`(text: String, order: ByteOrder) throws {
        let words = try RegisterText.words(text, length: 11, order: order)
        #expect(words.count == 6)
        let bytes = words.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let read = bytes.withUnsafeBytes { data in
            RegisterText.withText(in: data, length: 11, order: order) { String(decoding: $0, as: UTF8.self) }
        }
        #expect(read == text)
    }

    @Test func `texts end at a zero byte, without their padding, and are always UTF-8`() {
        func read(_ bytes: [UInt8], length: Int) -> String {
            bytes.withUnsafeBytes { data in
                RegisterText.withText(in: data, length: length, order: .big) { String(decoding: $0, as: UTF8.self) }
            }
        }
        #expect(read([0x41, 0x42, 0x00, 0x43], length: 4) == "AB")
        #expect(read([0x41, 0x20, 0x42, 0x20], length: 4) == "A B")
        #expect(read([0x41, 0x42, 0x43, 0x44], length: 3) == "ABC")
        #expect(read([0x41, 0xFF], length: 2) == "A\u{FFFD}")
        #expect(read([], length: 4) == "")
        #expect(throws: RangeError.self) { try RegisterText.words("ABCDE", length: 4, order: .big) }
    }
}
