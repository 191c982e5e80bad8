import Glibc
import Testing

@testable import GatewayRuntime

@Suite struct DirectoryWatchTests {
    private let folder = TestFolder()

    private func watch(_ path: String) throws -> DirectoryWatch {
        try DirectoryWatch(path) { $0.hasSuffix(".so") || $0.hasSuffix(".so.minisig") }
    }

    @Test func `tells of files that are written, moved, changed and removed`() throws {
        let watch = try watch(folder.path)
        #expect(try watch.read().isEmpty)
        folder.write("a.so", "1")
        #expect(try watch.read() == DirectoryNews(names: ["a.so"]))
        chmod(folder.file("a.so"), 0o600)
        #expect(try watch.read() == DirectoryNews(names: ["a.so"]))
        rename(folder.file("a.so"), folder.file("b.so"))
        #expect(try watch.read() == DirectoryNews(names: ["a.so", "b.so"]))
        unlink(folder.file("b.so"))
        #expect(try watch.read() == DirectoryNews(names: ["b.so"]))
        #expect(try watch.read().isEmpty)
    }

    @Test func `is silent about other files`() throws {
        let watch = try watch(folder.path)
        folder.write("README.md", "1")
        folder.write("a.so.partial", "1")
        folder.write("\u{FFFD}", "1")
        #expect(try watch.read().isEmpty)
        rename(folder.file("a.so.partial"), folder.file("a.so"))
        #expect(try watch.read() == DirectoryNews(names: ["a.so"]))
    }

    @Test func `takes a signature for news of its plugin`() throws {
        let watch = try watch(folder.path)
        folder.write("a.so.minisig", "1")
        #expect(try watch.read().plugins == ["a.so"])
    }

    @Test func `knows which writes have no end yet`() throws {
        let watch = try watch(folder.path)
        let file = open(folder.file("a.so"), O_WRONLY | O_CREAT, 0o644)
        #expect(try watch.read() == DirectoryNews(names: ["a.so"]) && watch.unfinished.isEmpty)
        write(file, "x", 1)
        #expect(try watch.read() == DirectoryNews(names: ["a.so"]) && watch.unfinished == ["a.so"])
        close(file)
        #expect(try watch.read() == DirectoryNews(names: ["a.so"]) && watch.unfinished.isEmpty)
    }

    @Test func `tells when the directory's own rights change`() throws {
        let watch = try watch(folder.path)
        chmod(folder.path, 0o750)
        #expect(try watch.read().isOther)
    }

    @Test func `survives that the directory is removed and made again`() throws {
        let path = folder.file("drivers.d")
        mkdir(path, 0o755)
        let watch = try watch(path)
        for _ in 0..<3 {
            rmdir(path)
            #expect(try watch.read().isOther)
            #expect(try watch.read().isEmpty)
            mkdir(path, 0o755)
            #expect(try watch.read().isOther)
            folder.write("drivers.d/a.so", "1")
            #expect(try watch.read().names == ["a.so"])
            unlink(path + "/a.so")
            _ = try watch.read()
        }
    }

    @Test func `survives that the directory is moved away and another takes its place`() throws {
        let path = folder.file("drivers.d")
        mkdir(path, 0o755)
        mkdir(folder.file("next"), 0o755)
        let watch = try watch(path + "/")
        rename(path, folder.file("old"))
        rename(folder.file("next"), path)
        #expect(try watch.read().isOther)
        folder.write("old/a.so", "1")
        #expect(try watch.read().isEmpty)
        folder.write("drivers.d/b.so", "1")
        #expect(try watch.read().names == ["b.so"])
    }

    @Test func `follows a link that is turned to another directory`() throws {
        mkdir(folder.file("one"), 0o755)
        mkdir(folder.file("two"), 0o755)
        symlink("one", folder.file("drivers.d"))
        let watch = try watch(folder.file("drivers.d"))
        symlink("two", folder.file("link"))
        rename(folder.file("link"), folder.file("drivers.d"))
        #expect(try watch.read().isOther)
        folder.write("two/a.so", "1")
        #expect(try watch.read().names == ["a.so"])
    }

    @Test func `waits for a directory whose parents are not there`() throws {
        let watch = try watch(folder.file("a/b/drivers.d"))
        #expect(try watch.read().isEmpty)
        for part in ["a", "a/b", "a/b/drivers.d"] {
            mkdir(folder.file(part), 0o755)
            #expect(try watch.read().isOther)
        }
        folder.write("a/b/drivers.d/a.so", "1")
        #expect(try watch.read().names == ["a.so"])
    }

    @Test func `finds what was made between two looks`() throws {
        let watch = try watch(folder.file("a/b/drivers.d"))
        for part in ["a", "a/b", "a/b/drivers.d"] { mkdir(folder.file(part), 0o755) }
        #expect(try watch.read().isOther)
        folder.write("a/b/drivers.d/a.so", "1")
        #expect(try watch.read().names == ["a.so"])
    }

    @Test func `says so when events were lost`() throws {
        let watch = try watch(folder.path)
        folder.write("a.so", "1")
        // Two events each, and never two equal ones in a row, which the kernel would take for one.
        let limit = Int(TestFolder.text("/proc/sys/fs/inotify/max_queued_events")) ?? 16_384
        for round in 0...limit / 2 {
            let names = round % 2 == 0 ? ("a.so", "b.so") : ("b.so", "a.so")
            rename(folder.file(names.0), folder.file(names.1))
        }
        let news = try watch.read()
        #expect(news.hasGap && !news.isEmpty && watch.unfinished.isEmpty)
        folder.write("c.so", "1")
        #expect(try watch.read() == DirectoryNews(names: ["c.so"]))
    }
}
