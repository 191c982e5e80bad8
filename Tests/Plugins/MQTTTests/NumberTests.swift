import Testing

@testable import MQTTSink

@Suite struct NumberTests {
    private func written(_ write: (ByteWriter) -> Void) -> String {
        let writer = ByteWriter()
        write(writer)
        return String(decoding: writer.view, as: UTF8.self)
    }

    @Test(arguments: [
        (0.0, "0.0"), (-0.0, "-0.0"), (1.0, "1.0"), (-1.0, "-1.0"), (231.4, "231.4"), (0.1, "0.1"),
        (-0.000001, "-0.000001"),
        (0.0000001, "1e-07"), (123456.789, "123456.789"), (999_999_999.999999, "999999999.999999"),
        (1e9, "1000000000.0"),
        (1e15, "1000000000000000.0"), (1e16, "1e+16"), (0.1 + 0.2, "0.30000000000000004"),
        (1.0 / 3, "0.3333333333333333"),
        (.leastNonzeroMagnitude, "5e-324"), (.greatestFiniteMagnitude, "1.7976931348623157e+308"), (.nan, "null"),
        (.infinity, "null"),
        (-.infinity, "null"), (100.05, "100.05"), (10.0, "10.0"), (0.5, "0.5"),
    ])
    func `doubles are written with their shortest digits`(_ value: Double, _ text: String) {
        #expect(written { $0.append(value) } == text)
    }

    @Test(arguments: [
        (Float(0.1), "0.1"), (231.4, "231.4"), (-3.25, "-3.25"), (0, "0.0"), (1e-7, "1e-07"),
        (16_777_216, "16777216.0"),
        (999.999, "999.999"), (0.123456, "0.123456"), (.nan, "null"), (.greatestFiniteMagnitude, "3.4028235e+38"),
    ])
    func `floats are written with their shortest digits`(_ value: Float, _ text: String) {
        #expect(written { $0.append(value) } == text)
    }

    @Test(arguments: [
        (Int64(0), "0"), (9, "9"), (10, "10"), (99, "99"), (100, "100"), (-1, "-1"), (9999, "9999"), (10_000, "10000"),
        (12_345, "12345"),
        (9_007_199_254_740_993, "9007199254740993"), (.max, "9223372036854775807"), (.min, "-9223372036854775808"),
    ])
    func `integers keep all their digits`(_ value: Int64, _ text: String) {
        #expect(written { $0.append(value) } == text)
    }

    @Test func `every double reads back as itself, in as few digits as the standard library needs`() {
        var generator = SplitMix(state: 42)
        for round in 0..<200_000 {
            let bits = generator.next()
            let value =
                round % 2 == 0
                ? Double(bitPattern: bits)
                : Double(Int64(bitPattern: bits) % 10_000_000) / [1, 10, 100, 1000, 10_000][round % 5]
            guard value.isFinite else { continue }
            let text = written { $0.append(value) }
            #expect(text == "\(value)")
        }
    }

    @Test func `every float reads back as itself`() {
        var generator = SplitMix(state: 7)
        for round in 0..<200_000 {
            let bits = UInt32(truncatingIfNeeded: generator.next())
            let value =
                round % 2 == 0
                ? Float(bitPattern: bits)
                : Float(Int32(bitPattern: bits) % 1_000_000) / [1, 10, 100, 1000, 10_000][round % 5]
            guard value.isFinite else { continue }
            #expect(Float(written { $0.append(value) }) == value)
        }
    }

    @Test(arguments: [
        ([UInt8]("plain".utf8), #""plain""#), (Array(#"a"b\c"#.utf8), #""a\"b\\c""#),
        ([0x0A, 0x09, 0x0D, 0x01, 0x7F], #""\n\t\r\u0001\u007f""#),
        (Array("äß€😀".utf8), #""äß€😀""#), ([0x61, 0xFF, 0x62], #""a\#u{FFFD}b""#), ([0xC3], #""\#u{FFFD}""#),
        ([0xE2, 0x82], #""\#u{FFFD}\#u{FFFD}""#), ([0xC0, 0x80], #""\#u{FFFD}\#u{FFFD}""#),
        ([0xED, 0xA0, 0x80], #""\#u{FFFD}\#u{FFFD}\#u{FFFD}""#),
        ([0xF4, 0x90, 0x80, 0x80], #""\#u{FFFD}\#u{FFFD}\#u{FFFD}\#u{FFFD}""#), ([], #""""#),
    ])
    func `texts are escaped, and what is no UTF-8 is repaired`(_ bytes: [UInt8], _ text: String) {
        #expect(written { writer in bytes.withUnsafeBytes { writer.append(jsonText: $0) } } == text)
    }
}

/// Random numbers that are the same every time.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
