import Glibc
import Testing

/// A real broker on a loopback port, and its command-line clients as the other side.
final class Mosquitto {
    static let isInstalled = access("/usr/sbin/mosquitto", X_OK) == 0 && access("/usr/bin/mosquitto_sub", X_OK) == 0

    let port: Int
    let folder: TemporaryFolder
    private let configuration: String
    /// Files that the broker needs as long as it lives.
    private let kept: TemporaryFolder?
    private(set) var program: Program

    /// `lines` of mosquitto.conf behind the listener.
    init(
        _ lines: String = "allow_anonymous true", port: Int? = nil, folder: TemporaryFolder = TemporaryFolder(),
        keeping kept: TemporaryFolder? = nil
    )
        throws
    {
        self.folder = folder
        self.kept = kept
        self.port = port ?? LoopbackPort.free()
        // Started by root the broker would become another user, who may not read the test's files.
        configuration = folder.write(
            "mosquitto.conf",
            "listener \(self.port) 127.0.0.1\n\(lines)\nlog_dest stderr\nlog_type information\nlog_type subscribe\n"
                + (getuid() == 0 ? "user root\n" : ""))
        program = try Self.run(configuration)
    }

    func stop() {
        program.kill(SIGTERM)
    }

    func restart() throws {
        program = try Self.run(configuration)
    }

    private static func run(_ configuration: String) throws -> Program {
        let program = try Program("/usr/sbin/mosquitto", ["-c", configuration])
        try #require(program.line(containing: "running") != nil, "mosquitto does not start")
        return program
    }

    /// A subscriber that has subscribed already; read its messages by ``Program/message()``.
    func subscribe(_ topic: String, _ options: [String] = []) throws -> Program {
        let arguments = ["-h", "127.0.0.1", "-p", "\(port)", "-q", "1", "-t", topic, "-F", "MESSAGE %q %r %t %p"]
        let program = try Program("/usr/bin/mosquitto_sub", arguments + options)
        try #require(awaitSubscription(topic), "mosquitto_sub does not subscribe")
        return program
    }

    /// Whether somebody subscribed to the topic filter, now or since the last call.
    func awaitSubscription(_ topic: String) -> Bool {
        program.line(containing: " 1 \(topic)") != nil
    }

    func publish(_ topic: String, _ payload: String, _ options: [String] = []) throws {
        let program = try Program(
            "/usr/bin/mosquitto_pub",
            ["-h", "127.0.0.1", "-p", "\(port)", "-q", "1", "-t", topic, "-m", payload] + options)
        try #require(program.wait() == 0)
    }
}

extension Program {
    /// `qos retained topic payload` of the next message of a subscriber.
    func message() -> String? {
        line(after: "MESSAGE ")
    }

    func line(containing part: String) -> String? {
        while let line = line(after: "") {
            if line.contains(part) { return line }
        }
        return nil
    }
}
