import CLinux
import GatewayLoop
import Glibc
import Synchronization

/// One running child and the way to it: two rings, who wakes whom, its heartbeat, its words and its end.
///
/// Everything on the loop's thread, except ``interrupt()``. It never blocks, and it trusts nothing that the child writes: a
/// child that breaks the rules of the ring is killed. It keeps itself alive until the process has ended.
///
/// Unchecked: all but ``speech`` belongs to the loop's thread.
final class ChildProcess: @unchecked Sendable {
    /// A child may keep the loop this long at a time, in bytes.
    private static let budget = 1 << 20
    /// And this long, in nanoseconds: a small record may ask for much.
    private static let timeBudget: Int64 = 5_000_000

    let pid: pid_t
    weak var owner: (any ChildProcessOwner)?
    private let loop: EventLoop
    private let memory: SharedMemory
    private let writer: RingWriter
    private let ring: RingReader
    private let records: RecordReader
    private let files: ChildFiles
    private var outbox = Outbox()
    private var pulse: ChildPulse
    private let hangLimit: Duration
    private var words = LastWords()
    private var linesLeft = ChildProcess.linesPerLook
    private var watches: [FileWatch] = []
    private var pulseTimer: LoopTimer?
    private var patienceTimer: LoopTimer?
    /// Why we killed it, if we did.
    private var verdict: String?
    private var isOver = false
    /// Since the child closed its end of the bell.
    private var looksAfterHangUp: Int?

    private static let linesPerLook = 20
    /// How many budgets what it wrote before its end may cost.
    private static let lastRounds = 20

    /// Starts the process. On the loop's thread, which must outlive the child: the kernel ends a child with the thread that
    /// made it.
    init(_ launch: ChildLaunch, loop: EventLoop, owner: any ChildProcessOwner) throws(PluginFailure) {
        guard let (memory, file) = SharedMemory.make() else { throw Self.failure(errno) }
        defer { close(file) }
        guard let files = ChildFiles() else { throw Self.failure(errno) }
        do throws(SpawnError) {
            pid = try ChildSpawn.spawn(
                launch.program, launch.arguments, environment: launch.environment,
                files: files.ofChild(memory: file, image: launch.image.fd))
        } catch {
            throw PluginFailure(
                status: [ENOENT, EACCES, ENOEXEC].contains(error.code) ? .configuration : .unreachable,
                message: "cannot start \(launch.program): \(SystemError.text(error.code)); is it installed?")
        }
        (self.loop, self.memory, self.files, self.owner) = (loop, memory, files, owner)
        writer = RingWriter(memory, toChild: true)
        ring = RingReader(memory, toChild: false)
        records = RecordReader(ring, limit: ChildMessage.sizeLimit)
        hangLimit = launch.terms.hangLimit
        pulse = ChildPulse(limit: launch.terms.hangLimit, now: EventLoop.monotonic)
        files.closeChildSide()
        try watch()
    }

    deinit {
        // The loop ended before the child did.
        guard !isOver else { return }
        killAll()
        waitpid(pid, nil, 0)
    }

    private static func failure(_ code: Int32) -> PluginFailure {
        PluginFailure(
            status: .unreachable, message: "cannot start a process for the plugin: \(SystemError.text(code))")
    }

    private func watch() throws(PluginFailure) {
        guard let process = files.watchEnd(of: pid) else {
            let code = errno
            killAll()
            throw Self.failure(code)
        }
        do throws(LoopError) {
            watches = [
                try loop.watch(process, .readable) { [self] _ in end() },
                try loop.watch(files.bell, .readable) { [self] _ in woken() },
                try loop.watch(files.speech, .readable) { [self] _ in listen() },
            ]
        } catch {
            throw PluginFailure(status: .unreachable, message: "\(error)")
        }
        pulseTimer = loop.timer { [self] in look() }
        patienceTimer = loop.timer { [self] in end(because: "it did not stop in time") }
        pulseTimer?.schedule(after: ChildPulse.untilNextLook(now: EventLoop.monotonic))
        // The child wakes only who sleeps. Not from within here: the owner does not know us yet.
        loop.run { [self] in receive() }
    }

    // MARK: Talking

    /// Bytes that wait because the child does not read.
    var backlog: Int { outbox.size }

    /// Sends a record. What the ring has no room for waits here.
    func send(_ bytes: [UInt8]) {
        guard !isOver else { return }
        guard outbox.add(bytes) else { return end(because: "it does not take what it is told") }
        flush()
    }

    private func flush() {
        // Its files are closed, and their numbers may be somebody else's by now.
        guard !isOver else { return }
        do throws(RingBreach) {
            let isEmpty = try outbox.write(to: writer)
            if writer.mustWakeReader() { files.wakeChild() }
            // The child tells through its wake-up; when it has made room meanwhile, go on at once.
            if !isEmpty, try !writer.askForRoom() { loop.run { [self] in flush() } }
        } catch {
            end(because: "it broke the ring: \(error)")
        }
    }

    /// Makes a blocking call of the plugin return soon. Any thread.
    func interrupt() {
        files.interrupt()
    }

    /// The end is expected: kills the child when it has not come within `limit`.
    func expectEnd(within limit: Duration) {
        patienceTimer?.schedule(after: limit)
    }

    /// What was to happen within a time has happened.
    func calm() {
        patienceTimer?.cancel()
    }

    /// Kills it; ``ChildProcessOwner/ended(_:)`` follows with this reason.
    func end(because reason: String) {
        guard !isOver, verdict == nil else { return }
        verdict = reason
        killAll()
    }

    /// The group, and the process itself, which may have left it. It is not reaped yet, so neither number can belong to
    /// somebody else.
    private func killAll() {
        kill(-pid, SIGKILL)
        kill(pid, SIGKILL)
    }

    // MARK: Listening

    private func woken() {
        guard files.drainWake() else { return hungUp() }
        receive()
    }

    /// Its end does that, too, and is told in a moment.
    private func hungUp() {
        watches[1].update([])
        looksAfterHangUp = 0
    }

    private func receive() {
        // Who is about to be killed may go on writing.
        guard !isOver, verdict == nil else { return }
        flush()
        do throws(RingBreach) {
            guard try takeRecords() else {
                loop.run { [self] in receive() }
                return
            }
            if try !ring.sleep() { loop.run { [self] in receive() } }
        } catch {
            end(because: "it wrote nonsense: \(error)")
        }
    }

    /// Hands on what has come; `false` when there may be more than is good for others on this loop.
    private func takeRecords() throws(RingBreach) -> Bool {
        var taken = 0
        let began = EventLoop.monotonic
        // Also after a piece of a record that is larger than the ring.
        defer { _ = ring.mustTellWriter() }
        while verdict == nil, let (header, payload) = try records.next() {
            _ = ring.mustTellWriter()
            try owner?.received(header, payload)
            taken += header.size
            if taken >= Self.budget || EventLoop.monotonic - began >= Self.timeBudget { return false }
        }
        return true
    }

    private func listen() {
        guard let said = files.read(into: { words.take($0) }) else {
            // It has closed its end; the process may still run.
            return watches[2].update([])
        }
        for line in said where linesLeft > 0 {
            linesLeft -= 1
            owner?.said(linesLeft > 0 ? line : "\(line) … (more lines are left out)")
        }
    }

    private func look() {
        linesLeft = Self.linesPerLook
        pulseTimer?.schedule(after: ChildPulse.untilNextLook(now: EventLoop.monotonic))
        if let looks = looksAfterHangUp {
            looksAfterHangUp = looks + 1
            if looks > 0 { end(because: "it closed the files between the gateway and itself") }
        }
        switch pulse.look(memory.heartbeat, now: EventLoop.monotonic) {
        case .alive: break
        case .interrupt: interrupt()
        case .hung: end(because: "it did not come back from a call for \(hangLimit)")
        }
    }

    // MARK: The end

    private func end() {
        guard !isOver else { return }
        killAll()
        // What it wrote before its end counts. A ring holds less than one budget, whoever goes on writing to it.
        for _ in 0..<Self.lastRounds { if (try? takeRecords()) != false { break } }
        isOver = true
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
        if let said = files.read(into: { words.take($0) }) { for line in said.prefix(linesLeft) { owner?.said(line) } }
        for watch in watches { watch.close() }
        pulseTimer?.close()
        patienceTimer?.close()
        files.closeAll()
        owner?.ended(reason(ChildEnd(waitStatus: status)))
    }

    private func reason(_ end: ChildEnd) -> String {
        let said = words.text()
        let tail = said.isEmpty ? "" : "; its last words: \(said)"
        if let verdict { return "its process was ended: \(verdict)\(tail)" }
        switch end {
        case .signalled(let signal): return "its process was ended by \(SystemError.signal(signal))\(tail)"
        case .exited(let code): return "its process ended by itself with exit code \(code)\(tail)"
        case .hung, .notStarted: return "its process ended\(tail)"
        }
    }
}
