/// Records on their way to a child, for which its ring has no room yet.
struct Outbox {
    private var waiting: [[UInt8]] = []
    /// How many of ``waiting`` are gone, and how much of the next one.
    private var done = 0
    private var offset = 0
    /// Bytes of what waits.
    private(set) var size = 0

    /// An honest child lets less than a window of blocks wait; beyond this it only fills the memory of the gateway.
    static let limit = 256 << 20

    /// `false` when too much waits already. Whatever its size, one record may.
    mutating func add(_ record: [UInt8]) -> Bool {
        guard size == 0 || size + record.count <= Self.limit else { return false }
        size += record.count
        waiting.append(record)
        return true
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
            (done, offset, size) = (done + 1, 0, size - record.count)
            forgetDone()
        }
        waiting.removeAll(keepingCapacity: waiting.count <= 64)
        done = 0
        return true
    }

    /// A queue that is never empty must not keep the places of what is gone.
    private mutating func forgetDone() {
        guard done >= 1024, done >= waiting.count / 2 else { return }
        waiting.removeFirst(done)
        done = 0
    }
}
