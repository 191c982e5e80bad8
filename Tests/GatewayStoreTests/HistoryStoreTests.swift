import GatewayCore
import Testing

@testable import GatewayStore

@Suite(.serialized) struct HistoryStoreTests {
    static let second: Int64 = 1_000_000_000
    static let all = Timestamp(rawValue: .min)..<Timestamp(rawValue: .max)

    let folder = Folder()
    let reports = Reports()

    /// Small parts, so that a short test sees parts made and merged.
    private func open(_ folder: Folder, partSamples: Int = 1000) -> HistoryStore {
        var tuning = HistoryStore.Tuning()
        tuning.partSamples = partSamples
        tuning.fanOut = 3
        tuning.mergeBudget = 700
        tuning.longestPart = 300 * Self.second
        return HistoryStore(path: folder.file("history.db"), tuning: tuning, report: reports.reporter)
    }

    @Test func `answers as a naive model does, through parts, merges and restarts`() throws {
        var (store, model, generator) = (open(folder), HistoryModel(), SeededGenerator(5))
        for round in 0..<80 {
            let run = Self.randomRun(round, &generator)
            store.append(run)
            model.append(run)
            if round % 3 != 1 { store.flush() }
            if round % 17 == 16 {
                store.flush()
                store = open(folder)
            }
            if round % 8 == 7 { try compare(store, model, &generator) }
        }
        for _ in 0..<60 { store.flush() }
        try compare(store, model, &generator)
        #expect(store.statistics().parts < 12)
        #expect(store.statistics().samples == model.samples.count)
        #expect(reports.all.isEmpty)
    }

    @Test func `a crash after any flush loses nothing and doubles nothing`() throws {
        let store = open(folder, partSamples: 300)
        var (model, generator) = (HistoryModel(), SeededGenerator(6))
        for round in 0..<40 {
            let run = Self.randomRun(round, &generator)
            store.append(run)
            model.append(run)
            store.flush()
            let crashed = open(try folder.snapshot(), partSamples: 300)
            for point in 0..<5 as Range<UInt32> {
                #expect(try crashed.query(point, in: Self.all) == model.query(point, Self.all))
            }
        }
    }

    @Test func `what is not flushed is seen, and gone after a crash`() throws {
        let store = open(folder)
        store.append(Self.run([(1, 10, 1.5)]))
        #expect(try store.query(1, in: Self.all).count == 1)
        #expect(try open(folder.snapshot()).query(1, in: Self.all).isEmpty)
    }

    @Test func `the end of a range is not in it`() throws {
        let store = open(folder)
        store.append(Self.run([(1, 10, 1), (1, 20, 2), (1, 30, 3)]))
        let range = Timestamp(rawValue: 10)..<Timestamp(rawValue: 30)
        #expect(try store.query(1, in: range).map(\.value) == [.float(1), .float(2)])
    }

    @Test func `limits count from the side that is asked for`() throws {
        let store = open(folder)
        for time in 1...50 as ClosedRange<Int64> {
            store.append(Self.run([(1, time, Double(time))]))
            if time % 9 == 0 { store.flush() }
        }
        #expect(try store.query(1, in: Self.all, limit: 2).map(\.value) == [.float(1), .float(2)])
        let newest = try store.query(1, in: Self.all, limit: 2, order: .newestFirst)
        #expect(newest.map(\.value) == [.float(50), .float(49)])
        #expect(try store.query(1, in: Self.all, limit: 0).isEmpty)
    }

    @Test func `the receive time stands in for a source time that is missing or not to be believed`() throws {
        let store = open(folder)
        let run = SampleBuffer()
        run.append(Sample(point: 1, float: 1))
        run.append(
            Sample(
                point: 1, float: 2, quality: Quality(rawValue: Quality.sourceTimeInvalid),
                sourceTime: Timestamp(rawValue: 5)))
        store.append(run, received: Timestamp(rawValue: 77))
        #expect(try store.query(1, in: Self.all).map(\.time.rawValue) == [77, 77])
        store.append(Self.run([(1, 0, 3)]))
        #expect(store.statistics().untimed == 1)
    }

    @Test func `bad values are left out of aggregates and counted`() throws {
        let store = open(folder)
        let run = Self.run([(1, 1, 10), (1, 2, .nan), (1, 3, 30)])
        run.append(Sample(point: 1, float: 999, quality: .notConnected, sourceTime: Timestamp(rawValue: 4)))
        run.append(point: 1, text: "off", sourceTime: Timestamp(rawValue: 5))
        store.append(run)
        let bucket = try #require(
            store.aggregates(1, in: Timestamp(rawValue: 0)..<Timestamp(rawValue: 100), bucket: 100).first)
        #expect((bucket.count, bucket.bad) == (3, 2))
        #expect((bucket.minimum, bucket.maximum, bucket.mean) == (10, 30, 20))
        #expect((bucket.first, bucket.last) == (.float(10), .text("off")))
    }

    @Test func `the widest range and the smallest bucket do not trap`() throws {
        let store = open(folder)
        store.append(Self.run([(1, .max - 1, 1), (1, .min, 2), (1, -1, 3)]))
        #expect(try store.aggregates(1, in: Self.all, bucket: .max).reduce(0) { $0 + $1.count } == 3)
        #expect(try store.aggregates(1, in: Self.all, bucket: 1).count == 3)
        #expect(try store.aggregates(1, in: Self.all, bucket: 0).isEmpty)
    }

    @Test func `retention by age lets whole parts go and gives the space back`() throws {
        let store = open(folder)
        for round in 0..<30 as Range<Int64> {
            let run = SampleBuffer()
            for index in 0..<1000 as Range<Int64> {
                let time = Timestamp(rawValue: round * 60 * Self.second + index)
                run.append(Sample(point: UInt32(index), float: Double(index) * 1.1, sourceTime: time))
            }
            store.append(run, received: Timestamp(rawValue: round * 60 * Self.second + 5000))
            store.flush()
        }
        for _ in 0..<100 { store.flush() }
        let before = store.statistics()
        let went = store.retain(newerThan: Timestamp(rawValue: 15 * 60 * Self.second), maximumBytes: nil)
        #expect(went > 0)
        #expect(store.statistics().samples == before.samples - went)
        for _ in 0..<50 { store.flush() }
        #expect(try store.query(1, in: Self.all).count < 30)
        let left = store.statistics().samples
        #expect(store.retain(newerThan: nil, maximumBytes: 0) == left)
        #expect(store.statistics().parts == 0)
    }

    @Test func `a damaged chunk costs itself, counted and said once`() throws {
        let store = open(folder)
        for round in 0..<4 as Range<Int64> {
            store.append(
                Self.run((0..<1000).map { (UInt32($0 % 4), round * 1000 + Int64($0), Double.pi * Double($0)) }))
            store.flush()
        }
        let file = try #require(store.shared.withLock { $0.file })
        try file.database.write { try $0.execute(sql: "UPDATE chunk SET payload = zeroblob(100) WHERE id = 2") }
        let found = try store.query(1, in: Self.all)
        _ = try store.query(1, in: Self.all)
        #expect(found.count >= 250)
        #expect(found.count < 1000)
        #expect(store.statistics().damaged >= 1)
        #expect(reports.kinds == [.damaged])
    }

    @Test func `a mutated file never keeps the history from working`() throws {
        let store = open(folder, partSamples: 200)
        for round in 0..<20 as Range<Int64> {
            store.append(Self.run((0..<100).map { (UInt32($0 % 4), round * 1000 + Int64($0), Double($0)) }))
            store.flush()
        }
        try store.shared.withLock { $0.file }?.database.checkpoint()
        let image = try folder.read("history.db")
        var generator = SeededGenerator(12)
        for _ in 0..<20 {
            let (mutated, mutation) = Mutation.random(image, &generator)
            let (place, reports) = (Folder(), Reports())
            try place.write(mutated, to: "history.db")
            let survivor = HistoryStore(path: place.file("history.db"), tuning: Self.small, report: reports.reporter)
            for round in 100..<110 as Range<Int64> {
                survivor.append(Self.run((0..<100).map { (9, round * 1000 + Int64($0), Double($0)) }))
                survivor.flush()
            }
            // Damage that shows only when it is written to takes with it what was in the file, and says so.
            let quarantined = reports.kinds.contains(.quarantined)
            #expect(try survivor.query(9, in: Self.all).count == 1000 || quarantined, "\(mutation)")
            survivor.append(Self.run((0..<100).map { (8, Int64($0) + 1, Double($0)) }))
            survivor.flush()
            #expect(try survivor.query(8, in: Self.all).count == 100, "\(mutation)")
            _ = try survivor.query(1, in: Self.all)
        }
    }

    @Test func `without a disk it keeps what fits, counts the rest, and says so once`() {
        let store = HistoryStore(path: "/nowhere/history.db", tuning: Self.small, report: reports.reporter)
        for _ in 0..<5 {
            store.append(Self.run((0..<100).map { (1, Int64($0) + 1, 1) }))
            store.flush()
        }
        #expect(store.statistics().recent == 200)
        #expect(store.statistics().lost == 300)
        #expect(reports.kinds == [.degraded])
    }

    private static var small: HistoryStore.Tuning {
        var tuning = HistoryStore.Tuning()
        tuning.partSamples = 100
        return tuning
    }

    private func compare(_ store: HistoryStore, _ model: HistoryModel, _ generator: inout SeededGenerator) throws {
        for point in 0..<5 as Range<UInt32> {
            #expect(try store.query(point, in: Self.all) == model.query(point, Self.all))
            #expect(
                try store.query(point, in: Self.all, order: .newestFirst) == model.query(point, Self.all).reversed())
            let start = Int64.random(in: 0...60, using: &generator) * Self.second
            let range = Timestamp(rawValue: start)..<Timestamp(rawValue: start + 20 * Self.second)
            #expect(try store.query(point, in: range) == model.query(point, range))
            let bucket = Int64.random(in: 1...5, using: &generator) * Self.second
            #expect(
                alike(
                    try store.aggregates(point, in: range, bucket: bucket),
                    model.aggregates(point, range, bucket: bucket)))
        }
    }

    /// Five points, times that mostly rise but also repeat and jump back, every type.
    private static func randomRun(_ round: Int, _ generator: inout SeededGenerator) -> SampleBuffer {
        let run = SampleBuffer()
        for _ in 0..<Int.random(in: 50...200, using: &generator) {
            let back = Int.random(in: 0..<20, using: &generator) == 0 ? Int64.random(in: 0...30, using: &generator) : 0
            let time = Timestamp(rawValue: (Int64(round) + 1 - back) * second)
            let point = UInt32.random(in: 0..<5, using: &generator)
            let quality = Int.random(in: 0..<9, using: &generator) == 0 ? Quality.notConnected : .good
            guard time != .none else { continue }
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: run.append(Sample(point: point, int: Int64(run.count), quality: quality, sourceTime: time))
            case 1: run.append(point: point, text: "state \(run.count)", quality: quality, sourceTime: time)
            case 2: run.append(Sample(point: point, bool: run.count % 2 == 0, quality: quality, sourceTime: time))
            default: run.append(Sample(point: point, float: Double(run.count) / 3, quality: quality, sourceTime: time))
            }
        }
        return run
    }

    private static func run(_ samples: [(UInt32, Int64, Double)]) -> SampleBuffer {
        let run = SampleBuffer()
        for (point, time, value) in samples {
            run.append(Sample(point: point, float: value, sourceTime: Timestamp(rawValue: time)))
        }
        return run
    }
}
