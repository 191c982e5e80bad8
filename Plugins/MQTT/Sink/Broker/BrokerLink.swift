import GatewaySDK
import Glibc

/// The connection to the broker on the host's loop: when to look up, connect, read, write and ping.
///
/// ```
/// idle ──open──▶ resolving ──woken──▶ connecting ──CONNACK──▶ up
///                    └──────── any failure is thrown; the owner then calls close ────────┘
/// ```
///
/// It never reconnects by itself: the host stops and starts the sink, with its own back-off.
struct BrokerLink {
    enum State { case idle, resolving, connecting, up }

    /// Ids of timers and watches.
    enum TimerID: UInt64 {
        case connectTimeout = 1
        case keepAlive = 2
    }
    private static let socketID: UInt64 = 1

    private let options: ClientOptions
    private let connectTimeout: Duration
    private let loop: LoopHost
    private(set) var state = State.idle
    private var client: MosquittoClient?
    private var attempt: ConnectAttempt?
    private var watchedSocket: Int32 = -1
    private var interest: LoopEvents = []
    private var family = AddressFamilyChoice()

    init(_ options: ClientOptions, connectTimeout: Duration, loop: LoopHost) {
        self.options = options
        self.connectTimeout = connectTimeout
        self.loop = loop
    }

    // MARK: Life

    mutating func open() throws(PluginError) {
        let client: MosquittoClient
        do throws(MosquittoError) { client = try MosquittoClient(options) } catch { throw configurationError(error) }
        loop.setTimer(TimerID.connectTimeout.rawValue, after: connectTimeout)
        do throws(MosquittoError) {
            if SocketProbe.isNumeric(options.host) {
                try client.connect(bindTo: nil)
                try adopt(client)
            } else {
                attempt = try ConnectAttempt(client, bindTo: family.next(), wake: { [loop] in loop.wake() })
                state = .resolving
            }
        } catch { throw unreachable(error) }
    }

    /// The look-up has ended, or nothing has.
    mutating func woken() throws(PluginError) {
        guard state == .resolving, let result = attempt?.take() else { return }
        attempt = nil
        do throws(MosquittoError) { try adopt(result.get()) } catch { throw unreachable(error) }
    }

    /// Ends everything; with a goodbye when the connection stands, so that the broker keeps the will to itself.
    mutating func close() {
        attempt?.abandon()
        attempt = nil
        if state == .up { client?.disconnect() }
        endWatch()
        client = nil
        state = .idle
        loop.cancelTimer(TimerID.connectTimeout.rawValue)
        loop.cancelTimer(TimerID.keepAlive.rawValue)
    }

    /// CONNACK has come: from now on the keep-alive watches over the connection.
    mutating func connected() {
        state = .up
        family.succeeded()
        loop.cancelTimer(TimerID.connectTimeout.rawValue)
        scheduleKeepAlive()
    }

    // MARK: The loop

    mutating func ready(_ events: LoopEvents) throws(PluginError) {
        guard let client else { return }
        if state == .connecting, let fault = SocketProbe.fault(watchedSocket) { throw disconnected(fault) }
        do throws(MosquittoError) {
            // A TLS handshake goes on in read, whatever the socket is ready for.
            if events != .writable || state == .connecting { try client.read() }
            if client.wantsToWrite { try client.write() }
        } catch { throw lost(error) }
        updateInterest()
    }

    mutating func timer(_ id: TimerID) throws(PluginError) {
        switch id {
        case .connectTimeout: throw disconnected("no answer within \(connectTimeout)")
        case .keepAlive:
            do throws(MosquittoError) { try client?.keepAlive() } catch { throw lost(error) }
            updateInterest()
            scheduleKeepAlive()
        }
    }

    /// Asks the loop for what libmosquitto waits for. After every call that may have queued something.
    mutating func updateInterest() {
        guard watchedSocket >= 0, let client else { return }
        let wanted: LoopEvents = client.wantsToWrite ? [.readable, .writable] : [.readable]
        guard wanted != interest else { return }
        interest = wanted
        loop.watch(watchedSocket, wanted, id: Self.socketID)
    }

    // MARK: Messages

    func takeEvents(into taken: inout [ClientEvent]) {
        client?.takeEvents(into: &taken)
    }

    /// Only while ``State/up``. The bytes are copied. ``updateInterest()`` is due afterwards.
    @inline(__always)
    func publish(
        topic: UnsafePointer<CChar>, payload: UnsafeRawBufferPointer, qos: Int32, retain: Bool,
        correlation: [UInt8] = []
    ) throws(MosquittoError) -> UInt16 {
        guard let client else { throw MosquittoError.notConnected }
        return try client.publish(topic: topic, payload: payload, qos: qos, retain: retain, correlation: correlation)
    }

    func subscribe(_ filter: String) throws(MosquittoError) {
        guard let client else { throw MosquittoError.notConnected }
        try client.subscribe(filter, qos: 1)
    }

    // MARK: Errors

    func lost(_ error: MosquittoError) -> PluginError {
        state == .up ? disconnected("\(error)") : unreachable(error)
    }

    func disconnected(_ reason: String) -> PluginError {
        switch state {
        case .up: .unreachable("connection to \(options.broker) lost: \(reason)")
        case .resolving: .unreachable("\(options.host) cannot be looked up: \(reason)")
        case .connecting where !SocketProbe.isConnected(watchedSocket):
            .unreachable("no connection to \(options.broker): \(reason)")
        default:
            .unreachable(
                "\(options.broker) does not answer as an MQTT broker\(options.tls == nil ? "" : " with TLS"): \(reason)"
            )
        }
    }

    private func unreachable(_ error: MosquittoError) -> PluginError {
        guard error.isAboutTLS else { return .unreachable("no connection to \(options.broker): \(error)") }
        return .unreachable(
            "no TLS connection to \(options.broker): \(error); check ca_file, the name in the broker's certificate, and that this port speaks TLS"
        )
    }

    private func configurationError(_ error: MosquittoError) -> PluginError {
        guard options.tls != nil else { return .configuration("libmosquitto refuses the settings: \(error)") }
        return .configuration(
            "the TLS files cannot be used: \(error); ca_file, cert_file and key_file must be readable PEM files",
            setting: "ca_file")
    }

    // MARK: Watch and timers

    private mutating func adopt(_ client: MosquittoClient) throws(MosquittoError) {
        self.client = client
        state = .connecting
        guard let socket = client.socket else { throw MosquittoError.notConnected }
        // libmosquitto closes its descriptor as soon as something goes wrong, before the watch on it could be ended.
        // A duplicate of our own keeps the watched number ours.
        watchedSocket = fcntl(socket, F_DUPFD_CLOEXEC, 0)
        guard watchedSocket >= 0 else { throw MosquittoError.system(errno) }
        interest = []
        updateInterest()
    }

    /// Hears nothing more from the socket: it is dead, and a level-triggered watch would say so again and again.
    mutating func endWatch() {
        guard watchedSocket >= 0 else { return }
        loop.watch(watchedSocket, [], id: Self.socketID)
        Glibc.close(watchedSocket)
        watchedSocket = -1
        interest = []
    }

    private func scheduleKeepAlive() {
        loop.setTimer(TimerID.keepAlive.rawValue, after: .milliseconds(max(1, options.keepAlive) * 100))
    }
}
