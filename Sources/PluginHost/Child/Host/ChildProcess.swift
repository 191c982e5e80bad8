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

    private static let linesPerLook = 20

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
                status: .configuration,
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
        kill(-pid, SIGKILL)
        waitpid(pid, nil, 0)
    }

    private static func failure(_ code: Int32) -> PluginFailure {
        PluginFailure(
            status: .unreachable, message: "cannot start a process for the plugin: \(SystemError.text(code))")
    }

    private func watch() throws(PluginFailure) {
        guard let process = files.watchEnd(of: pid) else {
            let code = errno
            kill(-pid, SIGKILL)
            throw Self.failure(code)
        }
        do throws(LoopError) {
            watches = [
                try loop.watch(process, .readable) { [self] _ in end() },
                try loop.watch(files.toHost, .readable) { [self] _ in woken() },
                try loop.watch(files.speech, .readable) { [self] _ in listen() },
            ]
        } catch {
            throw PluginFailure(status: .unreachable, message: "\(error)")
        }
        pulseTimer = loop.timer { [self] in look() }
        patienceTimer = loop.timer { [self] in end(because: "it did not stop in time") }
        pulseTimer?.schedule(after: ChildPulse.untilNextLook(now: EventLoop.monotonic))
        // The child wakes only who sleeps.
        receive()
    }

    // MARK: Talking

    /// Bytes that wait because the child does not read.
    var backlog: Int { outbox.size }

    /// Sends a record. What the ring has no room for waits here.
    func send(_ bytes: [UInt8]) {
        guard !isOver else { return }
        outbox.add(bytes)
        flush()
    }

    private func flush() {
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
        kill(-pid, SIGKILL)
    }

    // MARK: Listening

    private func woken() {
        files.drainWake()
        receive()
    }

    private func receive() {
        guard !isOver else { return }
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
        // Also after a piece of a record that is larger than the ring.
        defer { _ = ring.mustTellWriter() }
        while verdict == nil, let (header, payload) = try records.next() {
            _ = ring.mustTellWriter()
            try owner?.received(header, payload)
            taken += header.size
            if taken >= Self.budget { return false }
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
        switch pulse.look(memory.heartbeat, now: EventLoop.monotonic) {
        case .alive: break
        case .interrupt: interrupt()
        case .hung: end(because: "it did not come back from a call for \(hangLimit)")
        }
    }

    // MARK: The end

    private func end() {
        guard !isOver else { return }
        // Not reaped yet, so the number of the group cannot belong to somebody else.
        kill(-pid, SIGKILL)
        // What it wrote before its end counts. A ring holds less than one budget, whoever goes on writing to it.
        _ = try? takeRecords()
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
