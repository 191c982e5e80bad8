import GatewayConfig
import GatewayCore
import Glibc
import Logging
import PluginHost
import Testing

@testable import GatewayRuntime

@Suite(.timeLimit(.minutes(2))) struct PluginShelfTests {
    private let folder = TestFolder()

    private func watchedShelf() -> (PluginShelf, AsyncStream<ShelfChange>.Iterator) {
        let shelf = PluginShelf(
            PluginDirectory(
                path: folder.file("drivers.d"), describer: Fixture.describer, memory: nil, deadline: .seconds(20)))
        let changes = shelf.changes()
        shelf.watch(log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        return (shelf, changes.makeAsyncIterator())
    }

    @Test func `a file that is copied slowly is listed as arriving, and usable when it is closed`() async throws {
        mkdir(folder.file("drivers.d"), 0o755)
        let (shelf, stream) = watchedShelf()
        var changes = stream
        let bytes = try Fixture.bytes("plain")
        let file = open(folder.file("drivers.d/plain.so"), O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        put(bytes.prefix(bytes.count / 2), file)
        try await until { shelf.all.first?.refusal?.reason == .arriving }
        put(bytes.dropFirst(bytes.count / 2), file)
        try await until { shelf.all.first?.refusal?.reason == .arriving }
        let closed = ContinuousClock.now
        close(file)
        #expect(await changes.next()?.usable == ["fixture"])
        #expect(ContinuousClock.now - closed < .seconds(1))
        // Other tests of this process may have loaded plugins from files that are gone.
        #expect(shelf.all.flatMap(\.plugins).map(\.id) == ["fixture"])
    }

    @Test func `what is moved in is usable, what is removed is gone`() async throws {
        mkdir(folder.file("drivers.d"), 0o755)
        let (shelf, stream) = watchedShelf()
        var changes = stream
        folder.write("plain.so", try Fixture.bytes("plain"))
        rename(folder.file("plain.so"), folder.file("drivers.d/plain.so"))
        #expect(await changes.next()?.usable == ["fixture"])
        unlink(folder.file("drivers.d/plain.so"))
        let change = try #require(await changes.next())
        #expect(change.gone == ["fixture"] && change.usable.isEmpty && shelf.all.isEmpty)
    }

    @Test func `a mode that is mended makes a plugin usable`() async throws {
        mkdir(folder.file("drivers.d"), 0o755)
        let (shelf, stream) = watchedShelf()
        var changes = stream
        folder.write("plain.so", try Fixture.bytes("plain"))
        chmod(folder.file("plain.so"), 0o666)
        rename(folder.file("plain.so"), folder.file("drivers.d/plain.so"))
        #expect(await changes.next()?.refused.map(\.refusal?.reason) == [.worldWritable])
        chmod(folder.file("drivers.d/plain.so"), 0o644)
        #expect(await changes.next()?.usable == ["fixture"])
        #expect(shelf.refusedIDs.isEmpty)
    }

    @Test func `a directory that is not there yet is noticed when it comes`() async throws {
        let (shelf, stream) = watchedShelf()
        var changes = stream
        #expect(shelf.all.map(\.refusal?.reason) == [.unreadable])
        mkdir(folder.file("next"), 0o755)
        folder.write("next/plain.so", try Fixture.bytes("plain"))
        rename(folder.file("next"), folder.file("drivers.d"))
        #expect(await changes.next()?.usable == ["fixture"])
    }

    @Test func `a burst of files is looked at in few looks`() async throws {
        mkdir(folder.file("drivers.d"), 0o755)
        let (shelf, stream) = watchedShelf()
        var changes = stream
        for number in 0..<12 { folder.write("drivers.d/text-\(number).so", "This is no plugin.\n") }
        var looks = 0
        var refused = 0
        while refused < 12, let change = await changes.next() {
            looks += 1
            refused += change.refused.count
        }
        #expect(refused == 12 && looks <= 2)
        #expect(shelf.all.count == 12)
    }

    @Test func `whoever looks by hand is told of too`() async throws {
        mkdir(folder.file("drivers.d"), 0o755)
        let shelf = PluginShelf(
            PluginDirectory(
                path: folder.file("drivers.d"), describer: Fixture.describer, memory: nil, deadline: .seconds(20)))
        var changes = shelf.changes().makeAsyncIterator()
        folder.write("drivers.d/plain.so", try Fixture.bytes("plain"))
        shelf.rescan()
        #expect(await changes.next()?.usable == ["fixture"])
    }

    @Test func `streams end with the shelf`() async throws {
        mkdir(folder.file("drivers.d"), 0o755)
        var shelf: PluginShelf? = PluginShelf(
            PluginDirectory(path: folder.file("drivers.d"), describer: "/nonexistent", memory: nil))
        shelf?.watch(log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        var changes = shelf?.changes().makeAsyncIterator()
        shelf?.stopWatching()
        shelf = nil
        #expect(await changes?.next() == nil)
    }

    @Test func `what runs can still be had when its file was removed`() throws {
        mkdir(folder.file("drivers.d"), 0o755)
        let path = folder.write("drivers.d/plain.so", try Fixture.bytes("plain"))
        let shelf = PluginShelf(
            PluginDirectory(
                path: folder.file("drivers.d"), describer: Fixture.describer, memory: nil, deadline: .seconds(20)))
        var running = try #require(shelf.descriptions.first)
        running.version = "0.9.0"
        let use = PluginInUse(description: running, file: path, sha256: "00", isolation: .process)
        shelf.countUse { [use] }
        #expect(shelf.descriptions.map(\.version) == ["1.0.0"])
        unlink(path)
        shelf.rescan()
        #expect(shelf.descriptions.map(\.version) == ["0.9.0"])
        // What lies there now is refused, and so is what runs of it.
        folder.write("drivers.d/plain.so", "This is no plugin.")
        shelf.rescan()
        #expect(shelf.descriptions.isEmpty)
    }

    private func put(_ bytes: some Collection<UInt8>, _ file: Int32) {
        #expect(Array(bytes).withUnsafeBytes { write(file, $0.baseAddress, $0.count) } == bytes.count)
    }

    private func until(_ condition: () -> Bool) async throws {
        while !condition() { try await Task.sleep(for: .milliseconds(5)) }
    }
}
