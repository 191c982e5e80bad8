import Glibc
import Testing

@testable import GatewayRuntime

@Suite struct DirectoryEventTests {
    private static func bytes(_ watch: Int32, _ mask: UInt32, length: UInt32, _ name: [UInt8]) -> [UInt8] {
        [UInt32(bitPattern: watch), mask, 0, length].flatMap { word in
            (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * UInt32($0))) }
        } + name
    }

    @Test func `reads events with and without a name`() {
        let name = Array("a.so".utf8) + [0, 0, 0, 0]
        let bytes = Self.bytes(1, 8, length: 8, name) + Self.bytes(-1, 0x4000, length: 0, [])
        let events = DirectoryEvent.all(in: bytes)
        #expect(
            events == [
                DirectoryEvent(watch: 1, mask: 8, name: "a.so"), DirectoryEvent(watch: -1, mask: 0x4000, name: ""),
            ])
        #expect(events[0].has(IN_CLOSE_WRITE) && !events[0].has(IN_MODIFY, IN_CREATE))
        #expect(events[1].has(IN_MODIFY, IN_Q_OVERFLOW))
    }

    @Test func `leaves half an event alone`() {
        let whole = Self.bytes(1, 8, length: 8, Array("ab.so".utf8) + [0, 0, 0])
        for length in 0..<whole.count { #expect(DirectoryEvent.all(in: whole.prefix(length)).isEmpty) }
        #expect(DirectoryEvent.all(in: Self.bytes(1, 8, length: .max, [1, 2, 3])).isEmpty)
    }

    @Test func `repairs a name that is no text`() {
        let events = DirectoryEvent.all(in: Self.bytes(1, 8, length: 4, [0xFF, 0x61, 0, 0]))
        #expect(events.map(\.name) == ["\u{FFFD}a"])
    }
}
