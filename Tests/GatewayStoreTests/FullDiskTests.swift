import Foundation
import GatewayCore
import GatewayStore
import Glibc
import Testing

/// A disk of its own for one test: a small tmpfs. Only root may mount one.
final class SmallDisk {
    let path: String

    init?(megabytes: Int) {
        var template = Array("/tmp/gateway-disk-XXXXXX".utf8CString)
        guard geteuid() == 0, let made = mkdtemp(&template) else { return nil }
        path = String(cString: made)
        guard mount("tmpfs", path, "tmpfs", 0, "size=\(megabytes)m") == 0 else {
            rmdir(path)
            return nil
        }
    }

    /// Leaves `free` bytes.
    func fill(leaving free: Int) {
        var space = statvfs()
        statvfs(path, &space)
        let size = Int(space.f_bavail) * Int(space.f_frsize) - free
        let descriptor = open("\(path)/ballast", O_WRONLY | O_CREAT, 0o600)
        if size > 0 { posix_fallocate(descriptor, 0, off_t(size)) }
        close(descriptor)
    }

    func empty() {
        unlink("\(path)/ballast")
    }

    deinit {
        umount2(path, Int32(MNT_DETACH))
        rmdir(path)
    }
}

@Suite(.serialized) struct FullDiskTests {
    static let mayMount = geteuid() == 0

    @Test(.enabled(if: mayMount, "needs root to mount a small tmpfs: a full disk is NOT tested here"))
    func `a full disk refuses whole commits, keeps counters exact, and is good again with space`() throws {
        let disk = try #require(SmallDisk(megabytes: 16))
        let reports = Reports()
        let spool = try SQLiteSpool(path: "\(disk.path)/spool.db", maximumBytes: 1 << 30, report: reports.reporter)
        var next: UInt64 = 1
        var refused = 0
        while refused < 5, next < 2000 {
            do throws(SpoolError) {
                try spool.commit(blocks("a", next...(next + 3), size: 30_000), cursors: [:])
                next += 4
            } catch {
                #expect(error == .full)
                refused += 1
            }
        }
        #expect(refused == 5)
        #expect(next > 100)
        #expect(spool.statistics()["a"]?.blocks == Int(next) - 1)
        #expect(try spool.load("a", after: nil, limit: .max).map(\.id.sequence) == Array(1..<next))
        // Dropping the oldest makes room, though there is not a byte left on the disk.
        disk.fill(leaving: 0)
        let dropped = try spool.drop("a", olderThan: nil, keeping: Int(next) * 15_000)
        #expect(dropped.blocks > 30)
        try spool.commit(blocks("a", next...(next + 3), size: 30_000), cursors: [:])
        let held = try spool.load("a", after: nil, limit: .max)
        let expected = Array((UInt64(dropped.blocks) + 1)...(next + 3))
        #expect(held.map(\.id.sequence) == expected)
        #expect(held.count == spool.statistics()["a"]?.blocks)
        #expect(reports.all.isEmpty)
    }

    @Test(.enabled(if: mayMount, "needs root to mount a small tmpfs: a full disk is NOT tested here"))
    func `a spool opens on a disk that is full`() throws {
        let disk = try #require(SmallDisk(megabytes: 16))
        try SQLiteSpool(path: "\(disk.path)/spool.db", maximumBytes: 1 << 30)
            .commit(blocks("a", 1...9, size: 30_000), cursors: [:])
        disk.fill(leaving: 0)
        let spool = try SQLiteSpool(path: "\(disk.path)/spool.db", maximumBytes: 1 << 30)
        #expect(try spool.load("a", after: nil, limit: .max) == blocks("a", 1...9, size: 30_000))
        try spool.commit([], cursors: ["a": id(9)])
        #expect(try spool.trim().blocks == 9)
    }

    @Test(.enabled(if: mayMount, "needs root to mount a small tmpfs: a full disk is NOT tested here"))
    func `a full disk holds the history up, and space lets it go on without loss`() throws {
        let disk = try #require(SmallDisk(megabytes: 8))
        let reports = Reports()
        let store = HistoryStore(path: "\(disk.path)/history.db", report: reports.reporter)
        disk.fill(leaving: 0)
        for round in 0..<20 as Range<Int64> {
            let run = SampleBuffer()
            for index in 0..<5000 as Range<Int64> {
                run.append(
                    Sample(point: 1, int: index &* index, sourceTime: Timestamp(rawValue: round * 5000 + index + 1)))
            }
            store.append(run)
            store.flush()
        }
        #expect(reports.kinds == [.degraded])
        disk.empty()
        store.flush()
        #expect(reports.kinds == [.degraded, .recovered])
        let all = Timestamp(rawValue: 0)..<Timestamp(rawValue: .max)
        #expect(try store.query(1, in: all).count == 100_000)
        #expect(try HistoryStore(path: "\(disk.path)/history.db").query(1, in: all).count == 100_000)
    }
}
