import GatewayCore
import GatewayStore
import Testing

/// The promise of ``Spool``, asked of every implementation alike.
@Suite(.serialized) struct SpoolPromiseTests {
    enum Kind: CaseIterable, CustomTestStringConvertible {
        case memory, sqlite

        var testDescription: String { "\(self)" }

        func make(_ folder: Folder, maximumBytes: Int = 1 << 24) throws -> any Spool {
            switch self {
            case .memory: MemorySpool(maximumBytes: maximumBytes)
            case .sqlite: try SQLiteSpool(path: folder.file("spool.db"), maximumBytes: maximumBytes)
            }
        }
    }

    let folder = Folder()

    @Test(arguments: Kind.allCases)
    func `loads what was committed, in order, per stream`(kind: Kind) throws {
        let spool = try kind.make(folder)
        try spool.commit(blocks("a", 1...3) + blocks("b", 1...2), cursors: [:])
        try spool.commit(blocks("a", 4...5), cursors: [:])
        #expect(try spool.load("a", after: nil, limit: .max) == blocks("a", 1...5))
        #expect(try spool.load("a", after: id(3), limit: .max) == blocks("a", 4...5))
        #expect(try spool.load("b", after: id(1), limit: .max) == blocks("b", 2...2))
        #expect(try spool.load("b", after: id(2), limit: .max).isEmpty)
        #expect(try spool.load("nobody", after: nil, limit: .max).isEmpty)
    }

    @Test(arguments: Kind.allCases)
    func `an epoch later comes later, whatever its sequence`(kind: Kind) throws {
        let spool = try kind.make(folder)
        let old = block("a", BlockID(epoch: 1, sequence: 900))
        let new = block("a", BlockID(epoch: 2, sequence: 1))
        try spool.commit([old, new], cursors: [:])
        #expect(try spool.load("a", after: nil, limit: .max) == [old, new])
        #expect(try spool.load("a", after: old.id, limit: .max) == [new])
    }

    @Test(arguments: Kind.allCases)
    func `loads up to the limit, but at least one block`(kind: Kind) throws {
        let spool = try kind.make(folder)
        try spool.commit(blocks("a", 1...4, size: 1000), cursors: [:])
        #expect(try spool.load("a", after: nil, limit: 2500).count == 2)
        #expect(try spool.load("a", after: nil, limit: 1).count == 1)
        #expect(try spool.load("a", after: id(1), limit: 0) == blocks("a", 2...2, size: 1000))
    }

    @Test(arguments: Kind.allCases)
    func `a commit may be repeated`(kind: Kind) throws {
        let spool = try kind.make(folder)
        try spool.commit(blocks("a", 1...3), cursors: ["a": id(1)])
        try spool.commit(blocks("a", 2...4), cursors: ["a": id(1)])
        #expect(try spool.load("a", after: nil, limit: .max) == blocks("a", 1...4))
        #expect(spool.statistics()["a"]?.blocks == 4)
        #expect(spool.statistics()["a"]?.samples == 40)
    }

    @Test(arguments: Kind.allCases)
    func `a cursor never moves back`(kind: Kind) throws {
        let spool = try kind.make(folder)
        #expect(try spool.cursor("a") == nil)
        try spool.commit([], cursors: ["a": id(5)])
        try spool.commit([], cursors: ["a": id(3)])
        #expect(try spool.cursor("a") == id(5))
    }

    @Test(arguments: Kind.allCases)
    func `trim frees what the cursors have passed and nothing else`(kind: Kind) throws {
        let spool = try kind.make(folder)
        try spool.commit(blocks("a", 1...4, size: 100) + blocks("b", 1...4, size: 100), cursors: ["a": id(3)])
        #expect(try spool.trim() == SpoolAmount(blocks: 3, samples: 30, bytes: 300))
        #expect(try spool.trim() == .zero)
        #expect(try spool.load("a", after: nil, limit: .max) == blocks("a", 4...4, size: 100))
        #expect(try spool.load("b", after: nil, limit: .max).count == 4)
        let statistics = try #require(spool.statistics()["a"])
        #expect(
            statistics == SpoolStatistics(held: SpoolAmount(blocks: 1, samples: 10, bytes: 100), oldest: created(4)))
    }

    @Test(arguments: Kind.allCases)
    func `drop by bytes takes the oldest and counts them`(kind: Kind) throws {
        let spool = try kind.make(folder)
        try spool.commit(blocks("a", 1...10, size: 100), cursors: [:])
        #expect(try spool.drop("a", olderThan: nil, keeping: 350) == Dropped(blocks: 7, samples: 70, bytes: 700))
        #expect(try spool.load("a", after: nil, limit: .max) == blocks("a", 8...10, size: 100))
        #expect(try spool.drop("a", olderThan: nil, keeping: 350) == .zero)
        #expect(spool.statistics()["a"]?.bytes == 300)
    }

    @Test(arguments: Kind.allCases)
    func `drop by age takes what was closed before`(kind: Kind) throws {
        let spool = try kind.make(folder)
        try spool.commit(blocks("a", 1...10), cursors: [:])
        #expect(try spool.drop("a", olderThan: created(4), keeping: nil).blocks == 3)
        #expect(spool.statistics()["a"]?.oldest == created(4))
    }

    @Test(arguments: Kind.allCases)
    func `what the sink has is freed by drop, but not called dropped`(kind: Kind) throws {
        let spool = try kind.make(folder)
        try spool.commit(blocks("a", 1...10, size: 100), cursors: ["a": id(6)])
        #expect(try spool.drop("a", olderThan: nil, keeping: 200) == Dropped(blocks: 2, samples: 20, bytes: 200))
        #expect(spool.statistics()["a"]?.blocks == 2)
    }

    @Test(arguments: Kind.allCases)
    func `dropped blocks never come back, and the cursor stays where it was`(kind: Kind) throws {
        let spool = try kind.make(folder)
        try spool.commit(blocks("a", 1...4), cursors: ["a": id(1)])
        _ = try spool.drop("a", olderThan: nil, keeping: 0)
        #expect(try spool.load("a", after: id(1), limit: .max).isEmpty)
        #expect(try spool.cursor("a") == id(1))
        try spool.commit(blocks("a", 5...5), cursors: [:])
        #expect(try spool.load("a", after: id(1), limit: .max) == blocks("a", 5...5))
    }

    @Test(arguments: Kind.allCases)
    func `a full spool takes nothing, keeps everything, and goes on when there is room`(kind: Kind) throws {
        let spool = try kind.make(folder, maximumBytes: 1000)
        try spool.commit(blocks("a", 1...9, size: 100), cursors: [:])
        #expect(throws: SpoolError.full) {
            try spool.commit(blocks("a", 10...12, size: 100), cursors: ["a": id(2)])
        }
        #expect(try spool.cursor("a") == nil)
        #expect(spool.statistics()["a"]?.blocks == 9)
        try spool.commit([], cursors: ["a": id(5)])
        _ = try spool.trim()
        try spool.commit(blocks("a", 10...12, size: 100), cursors: [:])
        #expect(try spool.load("a", after: nil, limit: .max) == blocks("a", 6...12, size: 100))
    }

    @Test(arguments: Kind.allCases)
    func `epochs grow`(kind: Kind) throws {
        let spool = try kind.make(folder)
        let first = try spool.nextEpoch()
        #expect(try spool.nextEpoch() > first)
    }

    @Test(arguments: Kind.allCases)
    func `a random life agrees with a naive model`(kind: Kind) throws {
        let spool = try kind.make(folder)
        var model = SpoolModel()
        var generator = SeededGenerator(42)
        var next: UInt64 = 1
        for _ in 0..<300 {
            switch Int.random(in: 0..<6, using: &generator) {
            case 0...2:
                let size = Int.random(in: 1...40_000, using: &generator)
                let new = [block("a", id(next), size: size), block("b", id(next), size: size / 2)]
                next += 1
                try spool.commit(new, cursors: [:])
                model.blocks += new
            case 3:
                let to = id(UInt64.random(in: 0...next, using: &generator))
                try spool.commit([], cursors: ["a": to])
                model.cursor("a", to)
            case 4: #expect(try spool.trim() == model.trim())
            default:
                let keeping = Int.random(in: 0...400_000, using: &generator)
                #expect(try spool.drop("b", olderThan: nil, keeping: keeping) == model.drop("b", keeping))
            }
            for stream in ["a", "b"] {
                let held = model.held(stream)
                #expect(spool.statistics()[stream]?.bytes ?? 0 == held.reduce(0) { $0 + $1.payload.count })
                #expect(try spool.load(stream, after: nil, limit: .max) == held)
            }
        }
    }
}
