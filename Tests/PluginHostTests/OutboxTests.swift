import Glibc
import Testing

@testable import PluginHost

/// What waits for a child that does not read.
@Suite struct OutboxTests {
    @Test func `it takes no more than its limit, but any one record`() {
        var outbox = Outbox()
        let large = [UInt8](repeating: 0, count: Outbox.limit / 4)
        let taken = (0..<5).map { _ in outbox.add(large) }
        #expect(taken == [true, true, true, true, false])
        var other = Outbox()
        let (isAlone, isMore) = (other.add([UInt8](repeating: 0, count: Outbox.limit + 8)), other.add([0]))
        #expect(isAlone && !isMore)
    }

    @Test func `what was taken makes room`() throws {
        let (memory, file) = try #require(SharedMemory.make())
        defer { close(file) }
        let (writer, reader) = (RingWriter(memory, toChild: true), RingReader(memory, toChild: true))
        var outbox = Outbox()
        for round in 0..<5000 {
            let isTaken = outbox.add([UInt8](repeating: UInt8(truncatingIfNeeded: round), count: 65536))
            let isEmpty = try outbox.write(to: writer)
            #expect(isTaken && isEmpty)
            reader.consume(try reader.available())
        }
    }
}
