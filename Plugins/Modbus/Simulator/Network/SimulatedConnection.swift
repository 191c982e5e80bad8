import GatewayLoop
import Glibc
import Modbus

/// One client. Lives on the loop's thread.
///
/// Requests are answered as they come; what the client does not take in time waits here, and while much waits nothing
/// more is read from it.
final class SimulatedConnection {
    private static let mostWaiting = 65_536

    private let descriptor: Int32
    private unowned let port: SimulatedPort
    private let loop: EventLoop
    private let buffer: ReceiveBuffer
    private var server = ModbusServer()
    private var output: [UInt8] = []
    private var sent = 0
    private var watch: FileWatch?
    private var watched: FileEvents = .readable
    private var script = FaultScript()
    private var scriptTimer: LoopTimer?
    /// Answering stopped at the limit, with requests left.
    private var isFull = false
    /// No more requests: what waits is sent, then the connection ends.
    private var isEnding = false

    init(_ descriptor: Int32, _ port: SimulatedPort, _ loop: EventLoop, _ buffer: ReceiveBuffer) {
        self.descriptor = descriptor
        self.port = port
        self.loop = loop
        self.buffer = buffer
    }

    /// False when the connection cannot be watched; then it is closed.
    func open() -> Bool {
        watch = try? loop.watch(descriptor, .readable) { [unowned self] events in handle(events) }
        if watch == nil { Glibc.close(descriptor) }
        return watch != nil
    }

    /// The watch goes before the descriptor, as libuv wants it.
    func close() {
        guard let open = watch else { return }
        watch = nil
        scriptTimer?.close()
        open.close()
        Glibc.close(descriptor)
    }

    private func end() {
        close()
        port.forget(descriptor)
    }

    private func handle(_ events: FileEvents) {
        if events.contains(.readable) {
            receive()
        } else {
            proceed()
        }
    }

    private func receive() {
        let count = recv(descriptor, buffer.memory.baseAddress, buffer.memory.count, 0)
        guard count > 0 else {
            if count < 0, errno == EAGAIN || errno == EINTR { return proceed() }
            return end()
        }
        // A held connection only listens for its end.
        guard !script.isHeld else { return }
        server.receive(UnsafeRawBufferPointer(rebasing: buffer.memory[..<count]))
        proceed()
    }

    /// Answers and sends until nothing is left to do without the client or the clock.
    private func proceed() {
        repeat {
            answer()
            guard flush() else { return end() }
        } while isFull && output.isEmpty
        if isEnding, output.isEmpty { return end() }
        listen()
    }

    private func answer() {
        isFull = false
        while !isEnding, !script.isBusy {
            isFull = output.count >= Self.mostWaiting
            guard !isFull else { return }
            let start = output.count
            switch server.next(&port.units, into: &output) {
            case .needsMore: return
            case .close: isEnding = true
            case .silent: port.served()
            case .answered:
                port.served()
                misbehave(from: start)
            }
        }
    }

    /// Sends what it can; false when the client is gone.
    private func flush() -> Bool {
        while sent < output.count {
            let count = output.withUnsafeBytes { bytes in
                send(descriptor, bytes.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count >= 0 {
                sent += count
            } else if errno != EINTR {
                return errno == EAGAIN
            }
        }
        output.removeAll(keepingCapacity: true)
        sent = 0
        return true
    }

    /// Watches for what can go on now. Asking libuv costs system calls, so only when it changes.
    private func listen() {
        var events: FileEvents = []
        if !output.isEmpty { events.insert(.writable) }
        if !isEnding, !isFull, !script.isWaiting { events.insert(.readable) }
        guard events != watched else { return }
        watched = events
        watch?.update(events)
    }
}

// MARK: - Faults

extension SimulatedConnection {
    /// Takes the answer that begins at `start` back and does with it what the plan says.
    private func misbehave(from start: Int) {
        guard let actions = port.faults?.actions(for: Array(output[start...])) else { return }
        output.removeSubrange(start...)
        script.add(actions)
        perform()
    }

    private func perform() {
        while !isEnding, let action = script.next() {
            switch action {
            case .send(let bytes): output.append(contentsOf: bytes)
            case .wait(let delay): wait(delay)
            case .hold: break
            case .close: isEnding = true
            case .reset:
                resetAtClose()
                isEnding = true
            }
        }
    }

    private func wait(_ delay: Duration) {
        let timer =
            scriptTimer
            ?? loop.timer { [unowned self] in
                script.waited()
                perform()
                proceed()
            }
        scriptTimer = timer
        timer.schedule(after: delay)
    }

    /// A close then drops what is unsent and tells the client with a reset.
    private func resetAtClose() {
        var now = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
    }
}
