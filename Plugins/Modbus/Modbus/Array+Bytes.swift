extension [UInt8] {
    /// Appends a word, high byte first, as Modbus sends everything but values.
    mutating func append(bigEndian word: UInt16) {
        append(UInt8(truncatingIfNeeded: word >> 8))
        append(UInt8(truncatingIfNeeded: word))
    }

    /// Lends the bytes; unlike `withUnsafeBytes` it keeps the type of what `body` throws.
    func withRawBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try withUnsafeBufferPointer { bytes throws(Failure) in try body(UnsafeRawBufferPointer(bytes)) }
    }
}
