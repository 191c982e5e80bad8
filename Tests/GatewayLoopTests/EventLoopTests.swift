import Glibc
import Synchronization
import Testing

@testable import GatewayLoop

@Suite struct EventLoopTests {
    @Test func `work runs on the loop's thread in order`() throws {
        let loop = try EventLoop(name: "test")
        defer { loop.stop() }
        let seen = Mutex<[Int]>([])
        for number in 0..<100 { loop.run { seen.withLock { $0.append(number) } } }
        #expect(loop.runAndWait { loop.isCurrent } == true)
        #expect(seen.withLock { $0 } == Array(0..<100))
    }

    @Test func `a pipe that has bytes is readable`() throws {
        let loop = try EventLoop(name: "test")
        defer { loop.stop() }
        var ends: [Int32] = [0, 0]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0, &ends) == 0)
        let (ours, theirs) = (ends[0], ends[1])
        let seen = EventLog()
        loop.runAndWait {
            seen.watch = try? loop.watch(ours, .readable) { events in
                var byte: UInt8 = 0
                _ = read(ours, &byte, 1)
                seen.add("\(byte) \(events.contains(.hangup))")
            }
        }
        var byte: UInt8 = 7
        #expect(write(theirs, &byte, 1) == 1)
        #expect(seen.next() == "7 false")
        close(theirs)
        #expect(seen.next() == "0 true")
        loop.runAndWait { seen.watch?.close() }
        close(ours)
    }

    @Test func `a timer fires once, and the last schedule counts`() throws {
        let loop = try EventLoop(name: "test")
        defer { loop.stop() }
        let seen = EventLog()
        loop.runAndWait {
            seen.timer = loop.timer { seen.add("fired") }
            seen.timer?.schedule(after: .seconds(60))
            seen.timer?.schedule(after: .milliseconds(2))
        }
        #expect(seen.next() == "fired")
    }

    @Test func `a timer that arms itself for at once does not keep others waiting`() throws {
        let loop = try EventLoop(name: "test")
        let seen = EventLog()
        let isOver = Atomic(false)
        let isDone = Atomic(false)
        loop.runAndWait {
            seen.timer = loop.timer {
                if !isOver.load(ordering: .relaxed) { seen.timer?.schedule(afterNanoseconds: -1) }
            }
            seen.timer?.schedule(afterNanoseconds: 0)
        }
        // Work from outside is only looked at when all timers have been.
        loop.run { isDone.store(true, ordering: .relaxed) }
        let deadline = EventLoop.monotonic + 5_000_000_000
        while !isDone.load(ordering: .relaxed), EventLoop.monotonic < deadline { usleep(1000) }
        let wasHeard = isDone.load(ordering: .relaxed)
        #expect(wasHeard)
        isOver.store(true, ordering: .relaxed)
        loop.stop()
    }

    @Test func `work that hands in work does not keep timers waiting`() throws {
        let loop = try EventLoop(name: "test")
        defer { loop.stop() }
        let seen = EventLog()
        let isFired = Atomic(false)
        let giveUp = EventLoop.monotonic + 5_000_000_000
        @Sendable func again() {
            if isFired.load(ordering: .relaxed) { return seen.add("fired") }
            if EventLoop.monotonic > giveUp { return seen.add("starved") }
            loop.run { again() }
        }
        loop.runAndWait {
            seen.timer = loop.timer { isFired.store(true, ordering: .relaxed) }
            seen.timer?.schedule(after: .milliseconds(1))
            again()
        }
        #expect(seen.next() == "fired")
    }

    @Test func `many signals before the handler runs are one`() throws {
        let loop = try EventLoop(name: "test")
        defer { loop.stop() }
        let count = Atomic(0)
        loop.runAndWait {
            let signal = LoopSignal(loop) { count.add(1, ordering: .relaxed) }
            for _ in 0..<10 { signal.fire() }
        }
        #expect(loop.runAndWait { count.load(ordering: .relaxed) } == 1)
    }

    @Test func `stop does the work handed in, and drops what comes after`() throws {
        let loop = try EventLoop(name: "test")
        let count = Atomic(0)
        loop.run { count.add(1, ordering: .relaxed) }
        loop.stop()
        loop.run { count.add(10, ordering: .relaxed) }
        #expect(loop.runAndWait { 1 } == nil)
        #expect(count.load(ordering: .relaxed) == 1)
    }
}

/// Lines written on a loop's thread and awaited elsewhere. Unchecked: the lock guards the lines, the loop the rest.
private final class EventLog: @unchecked Sendable {
    private let lines = Mutex<[String]>([])
    private var ready = sem_t()
    var watch: FileWatch?
    var timer: LoopTimer?

    init() { sem_init(&ready, 0, 0) }

    func add(_ line: String) {
        lines.withLock { $0.append(line) }
        sem_post(&ready)
    }

    func next() -> String? {
        sem_wait(&ready)
        return lines.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }
}
