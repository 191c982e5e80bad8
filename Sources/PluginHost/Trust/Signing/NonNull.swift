/// The start of a buffer for C functions that want a pointer even to nothing.
func withNonNull<Result>(_ buffer: UnsafeRawBufferPointer, _ body: (UnsafePointer<UInt8>) -> Result) -> Result {
    if let start = buffer.baseAddress, !buffer.isEmpty { return body(start.assumingMemoryBound(to: UInt8.self)) }
    return withUnsafePointer(to: UInt8(0), body)
}
