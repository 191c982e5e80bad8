/// Records on their way to a child, for which its ring has no room yet.
struct Outbox {
    private var waiting: [[UInt8]] = []
    /// How many of ``waiting`` are gone, and how much of the next one.
    private var done = 0
    private var offset = 0
    /// Bytes of the records that are not gone.
    private(set) var size = 0

    mutating func add(_ record: [UInt8]) {
        waiting.append(record)
        size += record.count
    }

    /// Writes as much as there is room for. Whether nothing is left.
    mutating func write(to ring: RingWriter) throws(RingBreach) -> Bool {
        while done < waiting.count {
            let record = waiting[done]
            let result = record.withUnsafeBytes { bytes in
                Result { () throws(RingBreach) in
                    try ring.write(UnsafeRawBufferPointer(rebasing: bytes[offset...]))
                }
            }
            offset += try result.get()
            guard offset == record.count else { return false }
            waiting[done] = []
            size -= record.count
            (done, offset) = (done + 1, 0)
        }
        waiting.removeAll(keepingCapacity: waiting.count <= 64)
        done = 0
        return true
    }
}
