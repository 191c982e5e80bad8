import Glibc
import Testing

@testable import PluginHost

/// What a child does to the files that it shares with the gateway must not hold the gateway up.
@Suite(.timeLimit(.minutes(1))) struct ChildFilesTests {
    /// The files, and the child's end of the bell.
    private func make() throws -> (files: ChildFiles, ofChild: Int32) {
        let files = try #require(ChildFiles())
        return (files, files.ofChild(memory: -1, image: -1)[Int(ChildLaunch.File.toChild.rawValue)])
    }

    @Test func `a child that makes its end block and never reads does not block a wake-up`() throws {
        let (files, ofChild) = try make()
        #expect(fcntl(ofChild, F_SETFL, 0) == 0)
        for _ in 0..<100_000 { files.wakeChild() }
        #expect(files.drainWake(), "nothing has come, and it is open")
    }

    @Test func `a wake-up comes in both directions`() throws {
        let (files, ofChild) = try make()
        files.wakeChild()
        var byte: UInt8 = 0
        #expect(Glibc.read(ofChild, &byte, 1) == 1)
        var one: UInt64 = 1
        #expect(Glibc.write(ofChild, &one, 8) == 8)
        #expect(files.drainWake())
    }

    @Test func `a child that has closed its end is found out`() throws {
        let files = try #require(ChildFiles())
        files.closeChildSide()
        #expect(!files.drainWake())
        files.wakeChild()
    }
}
