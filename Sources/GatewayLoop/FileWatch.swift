import CUV

/// What may happen to a watched file.
public struct FileEvents: OptionSet, Sendable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    public static let readable = FileEvents(rawValue: 1)
    public static let writable = FileEvents(rawValue: 2)
    /// An error or a hang-up, reported together with the others.
    public static let hangup = FileEvents(rawValue: 4)
}

/// One file descriptor under watch, level-triggered. The descriptor stays the caller's; close the watch first.
public final class FileWatch: LoopHandle {
    private var handler: ((FileEvents) -> Void)?

    fileprivate init(_ loop: EventLoop, _ fd: Int32, _ handler: @escaping (FileEvents) -> Void) throws(LoopError) {
        super.init(UV_POLL)
        try LoopError.check(uv_poll_init(loop.uv, poll, fd), "watch on file \(fd)")
        self.handler = handler
        adopt()
    }

    private var poll: UnsafeMutablePointer<uv_poll_t> {
        memory.assumingMemoryBound(to: uv_poll_t.self)
    }

    /// Replaces what is watched for; empty pauses the watch.
    public func update(_ events: FileEvents) {
        guard handler != nil else { return }
        if events.isEmpty {
            uv_poll_stop(poll)
            return
        }
        let wanted = CInt(bitPattern: events.intersection([.readable, .writable]).rawValue)
        uv_poll_start(poll, wanted | CInt(UV_DISCONNECT.rawValue)) { handle, status, events in
            var seen = FileEvents(rawValue: UInt32(bitPattern: events) & 3)
            if status < 0 || events & CInt(UV_DISCONNECT.rawValue) != 0 { seen.insert([.hangup, .readable]) }
            unsafeDowncast(LoopHandle.of(handle!), to: FileWatch.self).handler?(seen)
        }
    }

    override func forgetHandler() {
        handler = nil
    }
}

extension EventLoop {
    /// Watches a non-blocking file descriptor. On the loop's thread.
    public func watch(_ fd: Int32, _ events: FileEvents, _ handler: @escaping (FileEvents) -> Void) throws(LoopError)
        -> FileWatch
    {
        let watch = try FileWatch(self, fd, handler)
        watch.update(events)
        return watch
    }
}
