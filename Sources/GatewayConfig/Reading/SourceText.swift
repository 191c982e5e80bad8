/// Makes sure that a file is text before anything else looks at it.
enum SourceText {
    /// The bytes without a byte order mark. Throws where the text stops being UTF-8.
    static func check(_ bytes: [UInt8], name: String) throws(Finding) -> SourceFile {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw Finding(file: name, line: 1, column: 1, message: "the file is UTF-16", mend: "save it as UTF-8")
        }
        let file = SourceFile(
            name: name, bytes: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes)
        if let offset = firstInvalid(file.bytes) {
            let byte = String(file.bytes[offset], radix: 16, uppercase: true)
            throw Finding(
                at: file.location(offset: offset), "the byte 0x\(byte.count < 2 ? "0" : "")\(byte) is no UTF-8",
                mend: "save the file as UTF-8 (it may be Windows-1252 or Latin-1)")
        }
        if let offset = file.bytes.firstIndex(of: 0) {
            throw Finding(
                at: file.location(offset: offset), "there is a zero byte in the text",
                mend: "write the file anew; it may be damaged")
        }
        return file
    }

    private static func firstInvalid(_ bytes: [UInt8]) -> Int? {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span)
            return nil
        } catch {
            return error.byteOffsets.lowerBound
        }
    }
}
