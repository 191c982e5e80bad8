import Glibc
import Synchronization

/// Tells a reader of memory that was taken back from one that merely crashed. One in a process.
enum LentMemoryTrap {
    /// One region that nobody may look at any more, and the lines to write when somebody does.
    private struct Region {
        let start: UInt
        let end: UInt
        let lines: UnsafeMutablePointer<UInt8>
        let count: Int
    }

    private static let limit = 4096
    /// Unchecked: slots below `count` are never written again, and a signal handler must not take a lock.
    private nonisolated(unsafe) static let regions = UnsafeMutablePointer<Region>.allocate(capacity: limit)
    private static let count = Atomic<Int>(0)
    private static let output = Atomic<Int32>(-1)

    /// Begins to listen; what it finds goes to `output`.
    static func install(output: Int32) {
        self.output.store(output, ordering: .releasing)
        _ = regions
        var action = sigaction()
        action.sa_flags = SA_SIGINFO
        action.__sigaction_handler.sa_sigaction = { signal, facts, _ in
            LentMemoryTrap.judge(UInt(bitPattern: facts?.pointee._sifields._sigfault.si_addr))
            // None of ours: the default does what it always does when the instruction runs again.
            Glibc.signal(signal, SIG_DFL)
        }
        sigaction(SIGSEGV, &action, nil)
        sigaction(SIGBUS, &action, nil)
    }

    /// On the one thread that makes calls which lend.
    static func add(_ start: UnsafeMutableRawPointer, _ size: Int, _ what: String) {
        let index = count.load(ordering: .relaxed)
        guard index < limit else { return }
        let finding = Finding(
            .error, .borrowed, "memory that was lent for \(what) only was read after the call was over")
        let lines = Array((CaseDocument.line(finding) + CaseDocument.line(["end"])).utf8)
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: lines.count)
        copy.initialize(from: lines, count: lines.count)
        let first = UInt(bitPattern: start)
        (regions + index).initialize(to: Region(start: first, end: first + UInt(size), lines: copy, count: lines.count))
        count.store(index + 1, ordering: .releasing)
    }

    /// In a signal handler: no allocation, no lock.
    private static func judge(_ address: UInt) {
        var index = count.load(ordering: .acquiring)
        while index > 0 {
            index -= 1
            let region = regions + index
            guard address >= region.pointee.start, address < region.pointee.end else { continue }
            write(output.load(ordering: .relaxed), region.pointee.lines, region.pointee.count)
            _exit(1)
        }
    }
}
