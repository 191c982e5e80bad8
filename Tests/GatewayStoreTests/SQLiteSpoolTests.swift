import GatewayCore
import Glibc
import Testing

@testable import GatewayStore

/// What only the durable spool promises: crashes, decay, full and failing disks.
@Suite(.serialized) struct SQLiteSpoolTests {
    let folder = Folder()
    let reports = Reports()

    private func open(_ folder: Folder, maximumBytes: Int = 1 << 26) throws -> SQLiteSpool {
        try SQLiteSpool(path: folder.file("spool.db"), maximumBytes: maximumBytes, report: reports.reporter)
    }

    @Test func `everything is there after a start`() throws {
        var spool = try open(folder)
        let epoch = try spool.nextEpoch()
        try spool.commit(blocks("a", 1...5, size: 50_000), cursors: ["a": id(2)])
        _ = try spool.drop("b", olderThan: nil, keeping: 0)
        let before = spool.statistics()
        spool = try open(folder)
        #expect(spool.statistics() == before)
        #expect(try spool.cursor("a") == id(2))
        #expect(try spool.load("a", after: id(2), limit: .max) == blocks("a", 3...5, size: 50_000))
        #expect(try spool.nextEpoch() > epoch)
        #expect(reports.all.isEmpty)
    }

    /// After every step the files are copied as a crash would leave them, and the copy is opened.
    @Test func `a crash after any call loses nothing that was durable`() throws {
        let spool = try open(folder)
        for step in 1...40 as ClosedRange<UInt64> {
            try spool.commit([block("a", id(step), size: 30_000)], cursors: step % 5 == 0 ? ["a": id(step - 4)] : [:])
            if step % 7 == 0 { _ = try spool.trim() }
            let crashed = try open(folder.snapshot())
            #expect(crashed.statistics() == spool.statistics())
            #expect(try crashed.cursor("a") == spool.cursor("a"))
            #expect(try crashed.load("a", after: nil, limit: .max) == spool.load("a", after: nil, limit: .max))
        }
        #expect(reports.all.isEmpty)
    }

    @Test func `a torn last commit is the only one lost`() throws {
        let spool = try open(folder)
        try spool.commit(blocks("a", 1...3, size: 60_000), cursors: [:])
        let whole = try folder.read("spool.db-wal").count
        try spool.commit(blocks("a", 4...6, size: 60_000), cursors: [:])
        let after = try folder.read("spool.db-wal").count
        for size in stride(from: whole, to: after, by: 9_000) {
            let crashed = try folder.snapshot()
            try crashed.write(Array(folder.read("spool.db-wal").prefix(size)), to: "spool.db-wal")
            #expect(try open(crashed).load("a", after: nil, limit: .max) == blocks("a", 1...3, size: 60_000))
        }
        #expect(reports.all.isEmpty)
    }

    @Test func `an empty spool gives its space back`() throws {
        let spool = try open(folder)
        try spool.commit(blocks("a", 1...200, size: 60_000), cursors: [:])
        try spool.commit([], cursors: ["a": id(200)])
        _ = try spool.trim()
        try spool.state.withLock { $0.files }.last?.database.checkpoint()
        #expect(try folder.read("spool.db").count < 1 << 20)
    }

    @Test func `a file that cannot be written is left, and its blocks are still delivered`() throws {
        let spool = try open(folder)
        try spool.commit(blocks("a", 1...3), cursors: ["a": id(1)])
        let file = try #require(spool.state.withLock { $0.files }.last)
        spool.noteFailed(file, .io("disk I/O error"), care: .rotate)
        try spool.commit(blocks("a", 4...6), cursors: [:])
        #expect(folder.names.contains("spool.db.2"))
        #expect(reports.kinds == [.degraded, .recovered])
        #expect(try spool.load("a", after: nil, limit: .max) == blocks("a", 1...6))
        #expect(try spool.load("a", after: id(2), limit: 70) == blocks("a", 3...3))
        #expect(spool.statistics()["a"]?.blocks == 6)
        let restarted = try open(folder.snapshot())
        #expect(try restarted.load("a", after: nil, limit: .max) == blocks("a", 1...6))
        #expect(try restarted.cursor("a") == id(1))
        try spool.commit([], cursors: ["a": id(4)])
        #expect(try spool.trim().blocks == 4)
        #expect(!folder.names.contains("spool.db"))
        #expect(try spool.load("a", after: nil, limit: .max) == blocks("a", 5...6))
    }

    @Test func `a refused commit that reached the old file, and was repeated in the new one, counts once`() throws {
        try SpoolFile(path: folder.file("spool.db")).append(blocks("a", 1...4), positions: [:])
        try SpoolFile(path: folder.file("spool.db.2")).append(blocks("a", 4...6), positions: [:])
        let spool = try open(folder)
        #expect(spool.statistics()["a"]?.blocks == 6)
        #expect(try spool.load("a", after: nil, limit: .max) == blocks("a", 1...6))
    }

    @Test func `a load that fills up in the old file does not go on in the new one`() throws {
        let large = block("a", id(2), size: 90)
        try SpoolFile(path: folder.file("spool.db")).append([block("a", id(1)), large], positions: [:])
        try SpoolFile(path: folder.file("spool.db.2")).append(blocks("a", 3...3), positions: [:])
        let spool = try open(folder)
        // Block 2 does not fit beside 1, and 3 would: it must not overtake.
        #expect(try spool.load("a", after: nil, limit: 100) == blocks("a", 1...1))
        #expect(try spool.load("a", after: id(1), limit: 100) == [large])
        #expect(try spool.load("a", after: id(2), limit: 100) == blocks("a", 3...3))
    }

    @Test func `a disk that refuses a new file too says so once, and later works again`() throws {
        let spool = try open(folder)
        try spool.commit(blocks("a", 1...2), cursors: [:])
        let file = try #require(spool.state.withLock { $0.files }.last)
        spool.noteFailed(file, .io("disk I/O error"), care: .rotate)
        rename(folder.path, folder.path + "-away")
        for _ in 0..<3 {
            #expect(throws: SpoolError.self) { try spool.commit(blocks("a", 3...3), cursors: [:]) }
        }
        #expect(try spool.load("a", after: nil, limit: .max) == blocks("a", 1...2))
        rename(folder.path + "-away", folder.path)
        try spool.commit(blocks("a", 3...3), cursors: [:])
        #expect(try spool.load("a", after: nil, limit: .max) == blocks("a", 1...3))
        #expect(reports.kinds == [.degraded, .recovered])
    }

    @Test func `a flipped bit in a payload costs one block, counted once`() throws {
        try seed()
        var file = try folder.read("spool.db")
        let payload = block("a", id(7), size: 40_000).payload
        let at = try #require(Self.position(of: Array(payload[20_000..<20_040]), in: file))
        file[at] ^= 4
        try folder.write(file, to: "spool.db")
        let spool = try open(folder)
        for _ in 0..<2 {
            #expect(try spool.load("a", after: nil, limit: .max).map(\.id.sequence) == Array(1...20).filter { $0 != 7 })
        }
        #expect(spool.statistics()["a"]?.damagedBlocks == 1)
        #expect(spool.statistics()["a"]?.damagedSamples == 10)
        #expect(reports.kinds == [.damaged])
    }

    @Test(arguments: [0, 1, 2, 3])
    func `a zeroed page near the root costs what was on it, and the file is set aside`(page: Int) throws {
        try seed()
        var file = try folder.read("spool.db")
        file.replaceSubrange((page * 16384)..<((page + 1) * 16384), with: repeatElement(0, count: 16384))
        try folder.write(file, to: "spool.db")
        let spool = try open(folder)
        let found = try spool.load("a", after: nil, limit: .max)
        #expect(found.count >= 17)
        #expect(found.allSatisfy { $0 == block("a", $0.id, size: 40_000) })
        if reports.kinds.contains(.quarantined) { #expect(folder.names.contains("spool.db.damaged-1")) }
    }

    /// `GATEWAY_MUTATIONS=10000` for the long form.
    @Test func `every mutated file opens, loses only what is damaged, and says so`() throws {
        try seed()
        let (file, rounds) = (try folder.read("spool.db"), Self.mutations)
        var generator = SeededGenerator(9)
        for _ in 0..<rounds {
            let (mutated, mutation) = Mutation.random(file, &generator)
            let place = Folder()
            try place.write(mutated, to: "spool.db")
            let reports = Reports()
            let spool = try SQLiteSpool(
                path: place.file("spool.db"), maximumBytes: 1 << 26, report: reports.reporter)
            try check(spool, reports, "\(mutation)")
        }
    }

    @Test func `every mutated log opens, loses only what is damaged, and says so`() throws {
        let spool = try open(folder)
        for step in 1...20 as ClosedRange<UInt64> {
            try spool.commit([block("a", id(step), size: 40_000)], cursors: [:])
        }
        let image = try folder.snapshot()
        let log = try image.read("spool.db-wal")
        var generator = SeededGenerator(10)
        for _ in 0..<Self.mutations {
            let (mutated, mutation) = Mutation.random(log, &generator)
            let place = try image.snapshot()
            try place.write(mutated, to: "spool.db-wal")
            let reports = Reports()
            let spool = try SQLiteSpool(
                path: place.file("spool.db"), maximumBytes: 1 << 26, report: reports.reporter)
            try check(spool, reports, "log: \(mutation)", mayLoseTail: mutation.isAtEnd(of: log.count))
        }
    }

    private static var mutations: Int {
        getenv("GATEWAY_MUTATIONS").flatMap { Int(String(cString: $0)) } ?? 30
    }

    /// Twenty blocks of stream `a`, all in the main file.
    private func seed() throws {
        let spool = try open(folder)
        for step in 1...20 as ClosedRange<UInt64> {
            try spool.commit([block("a", id(step), size: 40_000)], cursors: [:])
        }
        try spool.state.withLock { $0.files }.last?.database.checkpoint()
        try folder.write([], to: "spool.db-wal")
    }

    /// Whatever comes back is right and in order; little is lost; new blocks are taken.
    private func check(_ spool: SQLiteSpool, _ reports: Reports, _ what: String, mayLoseTail: Bool = false) throws {
        let found = (try? spool.load("a", after: nil, limit: .max)) ?? []
        #expect(found.allSatisfy { $0 == block("a", $0.id, size: 40_000) }, "\(what)")
        #expect(zip(found, found.dropFirst()).allSatisfy { $0.id < $1.id }, "\(what)")
        try spool.commit([block("a", id(21), size: 40_000)], cursors: [:])
        let after = try spool.load("a", after: nil, limit: .max)
        #expect(after.last?.id == id(21), "\(what)")
        if !mayLoseTail { #expect(after.count >= 21 - 4, "\(what): \(after.count)") }
        if after.count < 21, !mayLoseTail { #expect(!reports.all.isEmpty, "\(what)") }
    }

    private static func position(of needle: [UInt8], in file: [UInt8]) -> Int? {
        file.indices.dropLast(needle.count).first {
            file[$0] == needle[0] && Array(file[$0..<($0 + needle.count)]) == needle
        }
    }
}
