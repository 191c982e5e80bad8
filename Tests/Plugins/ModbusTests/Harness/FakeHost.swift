import CGatewayABI
import GatewayCore
import Glibc
import Synchronization

/// Plays the gateway for one instance, in the test's own thread: real sockets, and a clock that only the test moves.
final class FakeHost {
    struct Reading: Hashable {
        let point: UInt32
        let value: Value
        let quality: Quality
    }

    struct Reply: Hashable {
        let status: Int32
        let message: String
    }

    struct LinkReport: Hashable {
        let device: UInt32
        let isUp: Bool
        let message: String
    }

    struct Frame: Hashable {
        let isSent: Bool
        let bytes: [UInt8]
        let words: String
    }

    private(set) var batches: [[Reading]] = []
    private(set) var replies: [UInt64: [Reply]] = [:]
    private(set) var links: [LinkReport] = []
    private(set) var failures: [Reply] = []
    private(set) var frames: [Frame] = []
    private(set) var logs: [String] = []
    private(set) var watches: [Int32: (events: UInt32, id: UInt64)] = [:]
    private(set) var timers: [UInt64: Int64] = [:]
    fileprivate(set) var clock: Int64 = 1_000_000_000
    private let isWoken = Mutex(false)

    private let hostTable = UnsafeMutablePointer<gw_host>.allocate(capacity: 1)
    private let loopTable = UnsafeMutablePointer<gw_loop_host>.allocate(capacity: 1)
    private let traceTable = UnsafeMutablePointer<gw_trace_host>.allocate(capacity: 1)

    var table: UnsafePointer<gw_host> { UnsafePointer(hostTable) }
    var readings: [Reading] { batches.flatMap { $0 } }

    init() {
        hostTable.initialize(to: gw_host())
        loopTable.initialize(to: gw_loop_host())
        traceTable.initialize(to: gw_trace_host())
        let context = Unmanaged.passUnretained(self).toOpaque()
        hostTable.pointee.context = context
        loopTable.pointee.context = context
        traceTable.pointee.context = context
        fillHost()
        fillLoop()
        traceTable.pointee.frame = { FakeHost.of($0).frame($1, $2, $3, $4) }
    }

    deinit {
        hostTable.deallocate()
        loopTable.deallocate()
        traceTable.deallocate()
    }

    func forget() {
        batches = []
        replies = [:]
        links = []
        frames = []
        logs = []
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> FakeHost {
        guard let context else { preconditionFailure("no context") }
        return Unmanaged<FakeHost>.fromOpaque(context).takeUnretainedValue()
    }

    private func fillHost() {
        hostTable.pointee.struct_size = UInt32(MemoryLayout<gw_host>.size)
        hostTable.pointee.abi_major = UInt16(GW_ABI_MAJOR)
        hostTable.pointee.log = { FakeHost.of($0).logs.append("\($1) " + String(cString: $2!)) }
        hostTable.pointee.wall_clock = { FakeHost.of($0).clock }
        hostTable.pointee.monotonic = { FakeHost.of($0).clock }
        hostTable.pointee.publish = { FakeHost.of($0).publish($1!.pointee) }
        hostTable.pointee.link = { context, device, state, _, message in
            FakeHost.of(context).links.append(
                LinkReport(device: device, isUp: state == UInt32(GW_LINK_UP), message: String(cString: message!)))
        }
        hostTable.pointee.failed = {
            FakeHost.of($0).failures.append(Reply(status: $1, message: String(cString: $2!)))
        }
        hostTable.pointee.answer = { context, token, answer in
            let reply = Reply(status: answer!.pointee.status, message: String(cString: answer!.pointee.message!))
            FakeHost.of(context).replies[token, default: []].append(reply)
            return GW_OK
        }
        hostTable.pointee.get_extension = { context, id in
            switch String(cString: id!) {
            case GW_EXTENSION_LOOP: UnsafeRawPointer(FakeHost.of(context).loopTable)
            case GW_EXTENSION_TRACE: UnsafeRawPointer(FakeHost.of(context).traceTable)
            default: nil
            }
        }
    }

    private func fillLoop() {
        loopTable.pointee.struct_size = UInt32(MemoryLayout<gw_loop_host>.size)
        loopTable.pointee.watch = { context, fd, events, id in
            FakeHost.of(context).watches[fd] = events == 0 ? nil : (events, id)
            return GW_OK
        }
        loopTable.pointee.set_timer = { context, id, delay in
            let host = FakeHost.of(context)
            host.timers[id] = host.clock + delay
            return GW_OK
        }
        loopTable.pointee.cancel_timer = { FakeHost.of($0).timers[$1] = nil }
        loopTable.pointee.wake = { context in FakeHost.of(context).isWoken.withLock { $0 = true } }
    }

    private func publish(_ batch: gw_batch) -> gw_status {
        let samples = UnsafeRawPointer(batch.samples).assumingMemoryBound(to: Sample.self)
        let bytes = UnsafeRawBufferPointer(start: batch.bytes, count: Int(batch.bytes_size))
        batches.append(
            UnsafeBufferPointer(start: samples, count: Int(batch.count)).map {
                Reading(point: $0.point, value: SampleBuffer.value($0, bytes: bytes), quality: $0.quality)
            })
        return GW_OK
    }

    private func frame(
        _ direction: UInt32, _ bytes: UnsafePointer<UInt8>?, _ size: UInt64, _ words: UnsafePointer<CChar>?
    ) {
        let bytes = Array(UnsafeBufferPointer(start: bytes, count: Int(size)))
        let words = words.map { String(cString: $0) } ?? ""
        frames.append(Frame(isSent: direction == UInt32(GW_TRACE_SENT), bytes: bytes, words: words))
    }

    func takeWake() -> Bool {
        isWoken.withLock { woken in
            defer { woken = false }
            return woken
        }
    }

    /// Moves the clock to `end` at once, and says which timers are due then.
    func dueTimers(at end: Int64) -> [UInt64] {
        clock = end
        let due = timers.filter { $0.value <= end }.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map(\.key)
        for id in due { timers[id] = nil }
        return due
    }

    /// Moves the clock to the next timer that is due until `end`, and says which it is.
    func nextTimer(until end: Int64) -> UInt64? {
        guard let next = timers.min(by: { ($0.value, $0.key) < ($1.value, $1.key) }), next.value <= end else {
            clock = end
            return nil
        }
        clock = max(clock, next.value)
        timers[next.key] = nil
        return next.key
    }
}
