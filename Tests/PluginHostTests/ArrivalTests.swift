import Glibc
import Testing

@testable import PluginHost

@Suite struct ArrivalTests {
    private let directory = TemporaryDirectory()

    /// Refuses to describe anything: what gets as far as that has failed the test.
    private func scan() -> [PluginFile] {
        PluginDirectory(path: directory.path, describer: "/nonexistent", memory: nil).scan()
    }

    @Test func `a file that somebody writes is not judged before it is closed`() throws {
        let path = directory.copy(try Fixtures.compiled("plain"), as: "plain.so")
        let writer = open(path, O_WRONLY | O_CLOEXEC)
        #expect(
            scan().first?.refusal
                == Refusal(.arriving, "\(path) is being written; it is looked at when its writer closes it"))
        close(writer)
        TemporaryDirectory.awaitWriters(path)
        #expect(scan().first?.refusal?.reason == .describerMissing)
    }

    @Test func `readers do not count as writers`() throws {
        let reader = open(directory.copy(try Fixtures.compiled("plain"), as: "plain.so"), O_RDONLY | O_CLOEXEC)
        defer { close(reader) }
        #expect(WriterPresence(of: reader) == .nobody)
    }

    @Test func `where the kernel does not know the writers, what was heard of them counts`() throws {
        #expect(WriterPresence(of: -1) == .unknown)
        let path = directory.copy(try Fixtures.compiled("plain"), as: "plain.so")
        // The kernel knows that nobody writes here, whatever was heard.
        #expect(Arrival(path: path, hasUnfinishedWrite: true).refusal == nil)
    }

    /// Without the right signal set, the kernel would end this process with SIGIO.
    @Test func `survives writers that come while it asks`() throws {
        let path = directory.copy(try Fixtures.compiled("plain"), as: "plain.so")
        var context = path
        var thread = pthread_t()
        withUnsafeMutablePointer(to: &context) { context in
            _ = pthread_create(
                &thread, nil,
                { context in
                    guard let path = context?.assumingMemoryBound(to: String.self).pointee else { return nil }
                    for _ in 0..<2000 { close(open(path, O_WRONLY | O_CLOEXEC)) }
                    return nil
                }, context)
            for _ in 0..<2000 { _ = Arrival(path: path, hasUnfinishedWrite: false).refusal }
            pthread_join(thread, nil)
        }
        #expect(Arrival(path: path, hasUnfinishedWrite: false).refusal == nil)
    }

    @Test(arguments: 1..<32) func `a file cut short is incomplete, before a child runs`(_ part: Int) throws {
        let whole = RawFile.read(try Fixtures.compiled("plain"))
        let path = directory.copy(try Fixtures.compiled("plain"), as: "cut.so") {
            $0.removeLast(whole.count - whole.count * part / 32)
        }
        let refusal = try #require(scan().first?.refusal)
        #expect(refusal.reason == .incomplete)
        #expect(
            refusal.message.hasPrefix("\(path) is incomplete (\(whole.count * part / 32) of \(whole.count) bytes)"),
            "\(refusal.message)")
    }

    @Test func `a file without its last byte is incomplete`() throws {
        directory.copy(try Fixtures.compiled("plain"), as: "cut.so") { $0.removeLast() }
        #expect(scan().first?.refusal?.reason == .incomplete)
    }

    @Test(arguments: 0..<64) func `a header that is not all there is incomplete`(_ length: Int) throws {
        directory.copy(try Fixtures.compiled("plain"), as: "cut.so") { $0 = Array($0.prefix(length)) }
        #expect(scan().first?.refusal?.reason == .incomplete)
    }

    // MARK: - What a header promises

    private static func promised(_ header: [UInt8], _ rest: [UInt8] = []) -> UInt64? {
        ELFExtent.promised(header) { (offset: UInt64, count: Int) -> [UInt8] in
            guard let offset = Int(exactly: offset) else { return [] }
            return Array((header + rest).dropFirst(offset).prefix(count))
        }
    }

    private static func header(
        segments: (offset: UInt64, count: UInt16) = (0, 0),
        sections: (offset: UInt64, size: UInt16, count: UInt16) = (0, 0, 0)
    ) -> [UInt8] {
        var bytes: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1] + [UInt8](repeating: 0, count: 58)
        put(segments.offset, 8, at: 32, &bytes)
        put(sections.offset, 8, at: 40, &bytes)
        put(56, 2, at: 54, &bytes)
        put(UInt64(segments.count), 2, at: 56, &bytes)
        put(UInt64(sections.size), 2, at: 58, &bytes)
        put(UInt64(sections.count), 2, at: 60, &bytes)
        return bytes
    }

    private static func put(_ value: UInt64, _ width: Int, at offset: Int, _ bytes: inout [UInt8]) {
        for byte in 0..<width { bytes[offset + byte] = UInt8(truncatingIfNeeded: value >> (8 * UInt64(byte))) }
    }

    private static func segment(_ offset: UInt64, _ size: UInt64) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 56)
        put(offset, 8, at: 8, &bytes)
        put(size, 8, at: 32, &bytes)
        return bytes
    }

    @Test func `the furthest end of tables and segments counts`() {
        #expect(Self.promised(Self.header()) == 64)
        #expect(Self.promised(Self.header(sections: (1000, 64, 3))) == 1192)
        // More than 65279 sections: the first one has their number.
        #expect(Self.promised(Self.header(sections: (1000, 64, 0))) == 1064)
        #expect(Self.promised(Self.header(segments: (64, 2))) == 176)
        let segments = Self.segment(5000, 7) + Self.segment(100, 9)
        #expect(Self.promised(Self.header(segments: (64, 2)), segments) == 5007)
        // The second segment is not there yet.
        #expect(Self.promised(Self.header(segments: (64, 2)), Array(segments.prefix(80))) == 5007)
    }

    @Test func `numbers past every file are no trap`() {
        #expect(Self.promised(Self.header(sections: (.max, 64, 3))) == .max)
        #expect(Self.promised(Self.header(segments: (.max - 3, .max))) == .max)
        #expect(Self.promised(Self.header(segments: (64, 1)), Self.segment(.max, .max)) == .max)
    }

    @Test func `what is no header of 64 bits promises nothing`() {
        #expect(Self.promised([]) == nil)
        #expect(Self.promised(Array(Self.header().prefix(63))) == nil)
        var narrow = Self.header()
        narrow[4] = 1
        #expect(Self.promised(narrow) == nil)
    }

    @Test func `any header is read without ending the process`() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<5000 {
            var bytes = Self.header(segments: (64, UInt16.random(in: 0...4)))
            bytes += (0..<224).map { _ in UInt8.random(in: 0...255, using: &random) }
            for _ in 0..<8 { bytes[Int.random(in: 6..<64)] = UInt8.random(in: 0...255) }
            _ = Arrival.refusal("x.so", size: UInt64.random(in: 0 ... .max)) { offset, count in
                Int(exactly: offset).map { Array(bytes.dropFirst($0).prefix(count)) } ?? []
            }
        }
    }
}
