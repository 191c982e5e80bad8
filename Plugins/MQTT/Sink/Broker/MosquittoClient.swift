import CMosquitto
import Glibc

/// One connection to a broker by libmosquitto: the door to C. Above this file there are only Swift values.
///
/// The library's callbacks come from inside the calls made here; they only append to ``events``, so that nothing happens
/// behind anybody's back. One call at a time; the thread may change between calls, which is what ``ConnectAttempt`` needs.
///
/// A client lives for one connection and is never reconnected: libmosquitto would send messages of the old connection
/// again by itself, while the gateway offers the same samples again too.
final class MosquittoClient {
    private let client: OpaquePointer
    private(set) var events: [ClientEvent] = []
    /// The last error line of libmosquitto while connecting: OpenSSL says only there what it dislikes.
    private var lastComplaint = ""

    private static let library: Void = {
        mosquitto_lib_init()
        return
    }()

    /// Makes a client without any I/O but reading certificate files. The connection is opened by ``connect(bindTo:)``.
    init(_ options: ClientOptions) throws(MosquittoError) {
        _ = Self.library
        guard let client = mosquitto_new(options.clientID, true, nil) else {
            throw MosquittoError(Int32(MOSQ_ERR_NOMEM.rawValue))
        }
        self.client = client
        self.options = options
        mosquitto_user_data_set(client, Unmanaged.passUnretained(self).toOpaque())
        installCallbacks()
        try configure()
    }

    deinit {
        mosquitto_destroy(client)
    }

    private let options: ClientOptions

    // MARK: Connection

    /// Looks up the host, which may block for long unless it is a number, and begins to connect, which does not block.
    func connect(bindTo address: String?) throws(MosquittoError) {
        errno = 0
        let code = mosquitto_connect_bind_async(client, options.host, options.port, options.pingInterval, address)
        try check(code)
    }

    /// The socket's file descriptor; `nil` without a connection.
    var socket: Int32? {
        let fd = mosquitto_socket(client)
        return fd < 0 ? nil : fd
    }

    var wantsToWrite: Bool { mosquitto_want_write(client) }

    /// Reads until the socket is empty, or a bound is reached that keeps one connection from starving the others.
    ///
    /// libmosquitto reads one packet a call. Under TLS several may sit decrypted in its memory where no event of the
    /// socket tells of them, so one call is not enough.
    func read() throws(MosquittoError) {
        for _ in 0..<64 {
            errno = 0
            try check(mosquitto_loop_read(client, 1))
            if errno == EAGAIN || errno == EWOULDBLOCK { return }
        }
    }

    func write() throws(MosquittoError) {
        try check(mosquitto_loop_write(client, 1))
    }

    /// Sends a ping when it is time, and finds out that one was not answered.
    func keepAlive() throws(MosquittoError) {
        try check(mosquitto_loop_misc(client))
    }

    /// Says goodbye, so that the broker does not publish the will. What cannot be written at once is lost.
    func disconnect() {
        mosquitto_disconnect_v5(client, 0, nil)
    }

    // MARK: Messages

    /// Hands a message over; ``ClientEvent/published(message:_:)`` with the returned number follows. The bytes are copied.
    func publish(
        topic: UnsafePointer<CChar>, payload: UnsafeRawBufferPointer, qos: Int32, retain: Bool,
        correlation: [UInt8] = []
    ) throws(MosquittoError) -> UInt16 {
        var message: Int32 = 0
        let size = Int32(clamping: payload.count)
        guard !correlation.isEmpty, options.version == .five, correlation.count <= Int(UInt16.max) else {
            try check(mosquitto_publish_v5(client, &message, topic, size, payload.baseAddress, qos, retain, nil))
            return UInt16(truncatingIfNeeded: message)
        }
        var properties: OpaquePointer?
        defer { mosquitto_property_free_all(&properties) }
        try check(
            mosquitto_property_add_binary(
                &properties, Int32(MQTT_PROP_CORRELATION_DATA.rawValue), correlation, UInt16(correlation.count)))
        try check(mosquitto_publish_v5(client, &message, topic, size, payload.baseAddress, qos, retain, properties))
        return UInt16(truncatingIfNeeded: message)
    }

    func subscribe(_ filter: String, qos: Int32) throws(MosquittoError) {
        try check(mosquitto_subscribe_v5(client, nil, filter, qos, 0, nil))
    }

    /// Puts the events since the last call into `taken`, in order, in place of what was there. The two arrays change places,
    /// so that neither ever has to be allocated again.
    func takeEvents(into taken: inout [ClientEvent]) {
        taken.removeAll(keepingCapacity: true)
        swap(&taken, &events)
    }

    // MARK: Settings

    private func configure() throws(MosquittoError) {
        let version = options.version == .five ? MQTT_PROTOCOL_V5 : MQTT_PROTOCOL_V311
        try check(mosquitto_int_option(client, MOSQ_OPT_PROTOCOL_VERSION, version))
        try check(mosquitto_int_option(client, MOSQ_OPT_TCP_NODELAY, 1))
        // Unacknowledged messages on the wire. A broker of MQTT 5 lowers it by its Receive Maximum.
        try check(mosquitto_int_option(client, MOSQ_OPT_SEND_MAXIMUM, 1000))
        if !options.user.isEmpty || !options.password.isEmpty {
            try check(
                mosquitto_username_pw_set(
                    client, options.user.isEmpty ? nil : options.user, options.password.isEmpty ? nil : options.password
                ))
        }
        if let will = options.will {
            let size = Int32(clamping: will.payload.utf8.count)
            try check(mosquitto_will_set(client, will.topic, size, will.payload, will.qos, will.retain))
        }
        if let tls = options.tls { try configure(tls) }
    }

    private func configure(_ tls: ClientOptions.TLS) throws(MosquittoError) {
        let folder = tls.caFile.isEmpty ? "/etc/ssl/certs" : nil
        // Without this callback OpenSSL would ask for the password of an encrypted key on the terminal, and wait.
        let noPassword: @convention(c) (UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?) -> Int32 =
            {
                _, _, _, _ in 0
            }
        try check(
            mosquitto_tls_set(
                client, tls.caFile.isEmpty ? nil : tls.caFile, folder,
                tls.certificateFile.isEmpty ? nil : tls.certificateFile, tls.keyFile.isEmpty ? nil : tls.keyFile,
                noPassword))
        switch tls.check {
        case .full: break
        case .ignoreName: try check(mosquitto_tls_insecure_set(client, true))
        case .ignoreEverything:
            try check(mosquitto_tls_opts_set(client, 0, nil, nil))
            try check(mosquitto_tls_insecure_set(client, true))
        }
    }

    private func check(_ code: Int32) throws(MosquittoError) {
        guard code > 0 else { return }
        throw MosquittoError(code, systemError: errno, complaint: lastComplaint)
    }

    // MARK: Callbacks

    private func installCallbacks() {
        mosquitto_connect_v5_callback_set(client) { _, context, code, _, properties in
            MosquittoClient.of(context)?.connected(code, properties)
        }
        mosquitto_disconnect_v5_callback_set(client) { _, context, code, _ in
            MosquittoClient.of(context)?.disconnected(code)
        }
        mosquitto_publish_v5_callback_set(client) { _, context, message, code, properties in
            let text = code == 0 ? "" : MosquittoProperties(properties).text(MQTT_PROP_REASON_STRING)
            MosquittoClient.of(context)?.events.append(
                .published(message: UInt16(truncatingIfNeeded: message), ReasonCode(code, text: text ?? "")))
        }
        mosquitto_subscribe_v5_callback_set(client) { _, context, _, count, granted, properties in
            let text = MosquittoProperties(properties).text(MQTT_PROP_REASON_STRING) ?? ""
            for code in UnsafeBufferPointer(start: granted, count: Int(count)) {
                MosquittoClient.of(context)?.events.append(.subscribed(ReasonCode(code, text: text)))
            }
        }
        mosquitto_message_v5_callback_set(client) { _, context, message, properties in
            guard let message = message?.pointee else { return }
            MosquittoClient.of(context)?.received(message, MosquittoProperties(properties))
        }
        mosquitto_log_callback_set(client) { _, context, level, line in
            guard level & MOSQ_LOG_ERR != 0, let line else { return }
            MosquittoClient.of(context)?.lastComplaint = String(cString: line)
        }
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> MosquittoClient? {
        context.map { Unmanaged<MosquittoClient>.fromOpaque($0).takeUnretainedValue() }
    }

    private func connected(_ code: Int32, _ properties: OpaquePointer?) {
        guard code == 0 else {
            let text = MosquittoProperties(properties).text(MQTT_PROP_REASON_STRING) ?? ""
            events.append(.refused(ReasonCode(code, text: text)))
            return
        }
        // libmosquitto formats a line for every packet while anybody listens: too dear once messages flow.
        mosquitto_log_callback_set(client, nil)
        events.append(.connected(MosquittoProperties(properties).limits))
    }

    private func disconnected(_ code: Int32) {
        let reason = code >= 0x80 ? ReasonCode(code).words : MosquittoError(code, complaint: lastComplaint).description
        events.append(.disconnected(reason))
    }

    private func received(_ message: mosquitto_message, _ properties: MosquittoProperties) {
        guard let topic = message.topic else { return }
        let payload = UnsafeRawBufferPointer(start: message.payload, count: max(0, Int(message.payloadlen)))
        events.append(
            .received(
                IncomingMessage(
                    topic: String(cString: topic), payload: Array(payload), isRetained: message.retain,
                    responseTopic: properties.text(MQTT_PROP_RESPONSE_TOPIC),
                    correlation: properties.bytes(MQTT_PROP_CORRELATION_DATA))))
    }
}
