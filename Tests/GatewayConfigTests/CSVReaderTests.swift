import Testing

@testable import GatewayConfig

@Suite struct CSVReaderTests {
    @Test func `takes fields in quotes, with separators, doubled quotes and line breaks inside`() {
        let records = Self.records("a,\"b,c\",\"say \"\"hi\"\"\"\n\"two\nlines\",d,\n")
        #expect(records == [["a", "b,c", "say \"hi\""], ["two\nlines", "d", ""]])
    }

    @Test func `takes Windows line ends, a missing last one, and blanks around fields`() {
        #expect(Self.records("a , b\r\n1,\t2 ") == [["a", "b"], ["1", "2"]])
    }

    @Test func `passes over comments and empty lines and still counts them`() {
        #expect(Self.lines("# units are SI\n\n  \r\na,b\n#\n1,2\n") == [4, 6])
    }

    @Test(arguments: ["a;b;c\n1,5;2;3\n", "a\tb\tc\n1,5\t2\t3\n"])
    func `finds the separator in the first record`(text: String) {
        #expect(Self.records(text).map(\.count) == [3, 3])
    }

    @Test func `counts the lines inside of quotes`() {
        #expect(Self.lines("a,b\n\"1\n2\n3\",x\n4,5\n") == [1, 2, 5])
    }

    @Test func `says where a quote begins that has no end`() {
        var reader = CSVReader(Array("a,b\n1,\"2\n3,4\n".utf8))
        var fields: [CSVField] = []
        var complaints: [Int?] = []
        while reader.next(into: &fields) { complaints.append(reader.complaint?.field.line) }
        #expect(complaints == [nil, 2])
    }

    @Test(arguments: ["", "\n", "#", "\"", ",", "\r", ",\"", "\"\"", "a,\"b\"c\"d,\"\n"])
    func `comes to an end with any scrap`(text: String) {
        #expect(Self.records(text).count <= 2)
    }

    private static func lines(_ text: String) -> [Int] {
        var reader = CSVReader(Array(text.utf8))
        var fields: [CSVField] = []
        var lines: [Int] = []
        while reader.next(into: &fields) { lines.append(reader.line) }
        return lines
    }

    private static func records(_ text: String) -> [[String]] {
        let bytes = Array(text.utf8)
        var reader = CSVReader(bytes)
        var fields: [CSVField] = []
        var records: [[String]] = []
        while reader.next(into: &fields) {
            records.append(
                fields.map { field in
                    let raw = String(decoding: bytes[field.range], as: UTF8.self)
                    return field.hasDoubledQuotes ? raw.replacing("\"\"", with: "\"") : raw
                })
        }
        return records
    }
}
