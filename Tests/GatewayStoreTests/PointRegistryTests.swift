import GatewayStore
import Glibc
import Testing

@Suite(.serialized) struct PointRegistryTests {
    let folder = Folder()
    let reports = Reports()

    private func open(_ folder: Folder) -> PointRegistry {
        PointRegistry(path: folder.file("points.db"), report: reports.reporter)
    }

    @Test func `numbers are dense, in order, and the same for the same name`() {
        let registry = PointRegistry(path: nil)
        #expect(registry.ids(for: ["a.b.c", "a.b.d", "a.b.c"]) == [0, 1, 0])
        #expect(registry.ids(for: ["x", "a.b.d"]) == [2, 1])
        #expect(registry.names == ["a.b.c", "a.b.d", "x"])
        #expect(registry.name(of: 2) == "x")
        #expect(registry.name(of: 3) == nil)
        #expect(registry.id(of: "x") == 2)
        #expect(registry.id(of: "y") == nil)
        #expect(registry.count == 3)
    }

    @Test func `numbers survive a crash after every call`() throws {
        let registry = open(folder)
        for round in 0..<20 {
            let names = (0...round).map { "bus.device\(round).point\($0)" }
            let ids = registry.ids(for: names)
            let crashed = try open(folder.snapshot())
            #expect(crashed.ids(for: names) == ids)
            #expect(crashed.names == registry.names)
        }
        #expect(reports.all.isEmpty)
    }

    @Test func `names are what their bytes are`() {
        let registry = open(folder)
        let names = ["Zähler", "Za\u{308}hler", "電力", "a b\n", String(repeating: "x", count: 70_000)]
        #expect(registry.ids(for: names) == [0, 1, 2, 3, 4])
        #expect(open(folder).names.map { Array($0.utf8) } == names.map { Array($0.utf8) })
    }

    @Test func `a damaged file gives every name back from its second copy`() throws {
        let names = (0..<20_000).map { "channel\($0 % 7).device\($0 % 100).point\($0)" }
        let ids = open(folder).ids(for: names)
        let file = try folder.read("points.db")
        try folder.write([], to: "points.db-wal")
        for page in 0..<file.count / 16384 {
            let place = Folder()
            var mutated = file
            mutated.replaceSubrange((page * 16384)..<((page + 1) * 16384), with: repeatElement(0, count: 16384))
            try place.write(mutated, to: "points.db")
            let registry = open(place)
            #expect(registry.ids(for: names) == ids, "page \(page)")
            #expect(PointRegistry(path: place.file("points.db")).ids(for: names) == ids, "page \(page), opened again")
        }
        #expect(reports.kinds.contains(.salvaged))
    }

    @Test func `numbers of lost names are not given again`() throws {
        let registry = open(folder)
        _ = registry.ids(for: (0..<100).map { "old\($0)" })
        _ = registry.ids(for: (0..<100).map { "new\($0)" })
        var file = try folder.read("points.db")
        // Both copies of the first batch.
        let needle = Array("old42".utf8)
        for at in file.indices.dropLast(5) where file[at] == needle[0] && Array(file[at..<(at + 5)]) == needle {
            file[at] = 0
        }
        try folder.write([], to: "points.db-wal")
        try folder.write(file, to: "points.db")
        let mended = open(folder)
        #expect(mended.id(of: "old1") == nil)
        #expect(mended.name(of: 7) == nil)
        #expect(mended.id(of: "new5") == 105)
        #expect(mended.ids(for: ["old1", "fresh"]) == [200, 201])
        #expect(reports.kinds == [.quarantined, .salvaged])
    }

    @Test func `without a disk it works in memory and says so once`() {
        let registry = PointRegistry(path: "/nowhere/points.db", report: reports.reporter)
        #expect(registry.ids(for: ["a"]) == [0])
        #expect(registry.ids(for: ["b"]) == [1])
        #expect(reports.kinds == [.degraded])
    }

    @Test func `garbage in place of the file does not keep it from opening`() throws {
        var generator = SeededGenerator(3)
        try folder.write((0..<50_000).map { _ in UInt8(truncatingIfNeeded: generator.next()) }, to: "points.db")
        #expect(open(folder).ids(for: ["a"]) == [0])
        #expect(folder.names.contains("points.db.damaged-1"))
    }
}
