import Glibc

/// A real mosquitto on a loopback port. It keeps what subscribers of a lasting session have not got yet over a restart.
final class Broker: Sendable {
    static let isInstalled = ["/usr/sbin/mosquitto", "/usr/bin/mosquitto_sub", "/usr/bin/mosquitto_pub"].allSatisfy {
        (path: String) in
        access(path, X_OK) == 0
    }

    let port: Int
    let folder: TemporaryFolder
    private let running = Slot<Program>()

    /// It does not run yet.
    init(_ folder: TemporaryFolder) {
        self.folder = folder
        port = LoopbackPort.free()
    }

    func start() async throws {
        // Started by root the broker would become another user, who may not write into the test's folder.
        let configuration = folder.write(
            "broker/mosquitto.conf",
            """
            listener \(port) 127.0.0.1
            allow_anonymous true
            persistence true
            persistence_location \(folder.path)/broker/
            max_queued_messages 0
            max_inflight_messages 1000
            log_dest stderr
            log_type information
            log_type subscribe

            """ + (getuid() == 0 ? "user root\n" : ""))
        // A log of its own for each life: what is waited for must be news.
        let log = "\(folder.path)/broker/log-\(UInt32.random(in: 0 ... .max))"
        let program = try Program("/usr/sbin/mosquitto", ["-c", configuration], output: log)
        running.set(program)
        try await until("the broker runs") { program.output.newLines().contains { $0.contains("running") } }
    }

    /// Ends it properly: what its clients have not got yet is written to disk.
    func stop() async throws {
        guard let program = running.take() else { return }
        program.signal(SIGTERM)
        _ = try await program.ended()
    }

    /// Ends it in the middle of whatever it does.
    func kill() {
        running.take()?.kill()
    }

    func signal(_ number: Int32) {
        running.current?.signal(number)
    }

    /// Waits until somebody has come for a topic, since the broker started.
    func awaitSubscription(_ topic: String) async throws {
        guard let log = running.current?.output else { return }
        try await until("somebody subscribes to \(topic)") { log.newLines().contains { $0.hasSuffix(" 1 \(topic)") } }
    }

    func subscribe(_ topics: String...) async throws -> Subscriber {
        try await Subscriber(self, topics)
    }

    /// Publishes one message, at QoS 1.
    func publish(_ topic: String, _ payload: String, responseTopic: String? = nil) async throws {
        var arguments = ["-h", "127.0.0.1", "-p", "\(port)", "-V", "5", "-q", "1", "-t", topic, "-m", payload]
        if let responseTopic { arguments += ["-D", "publish", "response-topic", responseTopic] }
        let program = try Program("/usr/bin/mosquitto_pub", arguments, output: "\(folder.path)/broker/pub")
        guard try await program.ended() == .exited(0) else {
            throw Failure("mosquitto_pub does not publish: \(program.output.text)")
        }
    }
}
