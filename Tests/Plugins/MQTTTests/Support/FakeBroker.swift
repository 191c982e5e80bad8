import Glibc
import Synchronization

/// A broker that does only what a test tells it to, on a thread of its own. Unchecked: the lock guards what is shared.
final class FakeBroker: @unchecked Sendable {
    struct Manners: Sendable {
        /// Answers CONNECT at all.
        var greets = true
        /// The reason code of CONNACK.
        var greeting: UInt8 = 0
        /// Acknowledges what is published.
        var acknowledges = true
        /// The reason code of PUBACK.
        var reason: UInt8 = 0
        /// Reads what is sent after the greeting.
        var reads = true
        /// Properties of CONNACK.
        var properties: [UInt8] = []
    }

    struct Published: Equatable, Sendable {
        var topic: String
        var payload: String
        var qos: Int
        var isDuplicate: Bool
    }

    let port: Int
    private let listener: Int32
    private let manners: Manners
    private let bell = Bell()
    private let state = Mutex(State())

    private struct State {
        var peer: Int32 = -1
        var version: UInt8 = 0
        var published: [Published] = []
        var taken = 0
        var unacknowledged: [UInt16] = []
        var hasEnded = false
    }

    init(_ manners: Manners = Manners()) {
        self.manners = manners
        (listener, port) = LoopbackPort.listening(backlog: 8)
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { context in
                Unmanaged<FakeBroker>.fromOpaque(context!).takeRetainedValue().run()
                return nil
            }, Unmanaged.passRetained(self).toOpaque())
        pthread_detach(thread)
    }

    /// Hangs up and listens no more.
    func end() {
        state.withLock {
            $0.hasEnded = true
            if $0.peer >= 0 { shutdown($0.peer, Int32(SHUT_RDWR)) }
        }
        shutdown(listener, Int32(SHUT_RDWR))
    }

    /// Cuts the connection without a word.
    func hangUp() {
        state.withLock { if $0.peer >= 0 { shutdown($0.peer, Int32(SHUT_RDWR)) } }
    }

    /// Says goodbye with a reason, as MQTT 5 can.
    func dismiss(_ reason: UInt8) {
        state.withLock { send([0xE0, 1, reason], to: $0.peer) }
    }

    /// Acknowledges everything so far.
    func acknowledge() {
        state.withLock { state in
            for message in state.unacknowledged { send(puback(message), to: state.peer) }
            state.unacknowledged = []
        }
    }

    /// The next message that came.
    func next(within seconds: Int = 30) -> Published? {
        let end = Bell.deadline(seconds)
        while true {
            let found: Published? = state.withLock { state in
                guard state.taken < state.published.count else { return nil }
                state.taken += 1
                return state.published[state.taken - 1]
            }
            if let found { return found }
            guard bell.wait(until: end) else { return nil }
        }
    }

    private func run() {
        while true {
            let peer = accept(listener, nil, nil)
            guard peer >= 0 else { break }
            let hasEnded = state.withLock { state in
                state.peer = peer
                state.unacknowledged = []
                return state.hasEnded
            }
            if !hasEnded { serve(peer) }
            state.withLock { $0.peer = -1 }
            close(peer)
        }
        close(listener)
    }

    private func serve(_ peer: Int32) {
        while let (kind, body) = packet(peer) {
            switch kind >> 4 {
            case 1: guard greet(peer, body) else { return }
            case 3: take(peer, kind, body)
            case 8 where body.count >= 2:
                send([0x90, version == 5 ? 4 : 3, body[0], body[1]] + (version == 5 ? [0, 1] : [1]), to: peer)
            case 12: send([0xD0, 0], to: peer)
            case 14: return
            default: break
            }
        }
    }

    private var version: UInt8 { state.withLock { $0.version } }

    private func greet(_ peer: Int32, _ body: [UInt8]) -> Bool {
        // A TLS handshake looks like anything but a CONNECT.
        guard body.count > 6 else { return true }
        state.withLock { $0.version = body[6] }
        guard manners.greets else { return true }
        let rest = body[6] == 5 ? [UInt8(manners.properties.count)] + manners.properties : []
        send([0x20, UInt8(2 + rest.count), 0, manners.greeting] + rest, to: peer)
        guard manners.reads else {
            var byte: UInt8 = 0
            // Holds the connection without reading, until somebody hangs up.
            var events = pollfd(fd: peer, events: 0, revents: 0)
            while poll(&events, 1, -1) >= 0, recv(peer, &byte, 1, Int32(MSG_PEEK)) > 0,
                events.revents & Int16(POLLHUP) == 0
            {}
            return false
        }
        return manners.greeting == 0
    }

    private func take(_ peer: Int32, _ kind: UInt8, _ body: [UInt8]) {
        // What a TLS handshake looks like here may end anywhere.
        guard body.count >= 2 else { return }
        let topicEnd = 2 + Int(body[0]) << 8 + Int(body[1])
        let qos = Int(kind >> 1 & 3)
        var at = topicEnd
        if qos > 0 { at += 2 }
        if version == 5, at < body.count { at += 1 + Int(body[at]) }
        guard topicEnd <= at, at <= body.count else { return }
        let message = Published(
            topic: String(decoding: body[2..<topicEnd], as: UTF8.self),
            payload: String(decoding: body[at...], as: UTF8.self),
            qos: qos, isDuplicate: kind & 8 != 0)
        state.withLock { state in
            state.published.append(message)
            guard qos > 0 else { return }
            let number = UInt16(body[topicEnd]) << 8 | UInt16(body[topicEnd + 1])
            if manners.acknowledges {
                send(puback(number), to: peer, version: state.version)
            } else {
                state.unacknowledged.append(number)
            }
        }
        bell.ring()
    }

    private func puback(_ message: UInt16) -> [UInt8] {
        let number = [UInt8(message >> 8), UInt8(message & 0xFF)]
        return manners.reason == 0 ? [0x40, 2] + number : [0x40, 3] + number + [manners.reason]
    }

    private func send(_ bytes: [UInt8], to peer: Int32, version: UInt8 = 5) {
        _ = Glibc.send(peer, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    private func packet(_ peer: Int32) -> (UInt8, [UInt8])? {
        guard let kind = read(peer, 1)?.first else { return nil }
        var size = 0
        var shift = 0
        while true {
            guard let byte = read(peer, 1)?.first else { return nil }
            size |= Int(byte & 0x7F) << shift
            shift += 7
            if byte & 0x80 == 0 { break }
        }
        return read(peer, size).map { (kind, $0) }
    }

    private func read(_ peer: Int32, _ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var have = 0
        while have < count {
            let got = bytes.withUnsafeMutableBytes { recv(peer, $0.baseAddress! + have, count - have, 0) }
            guard got > 0 else { return nil }
            have += got
        }
        return bytes
    }
}
