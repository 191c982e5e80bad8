import Foundation
import Synchronization

/// mosquitto_sub with a lasting session at QoS 1: it comes back to a restarted broker and gets what it has missed.
final class Subscriber: Sendable {
    struct Message: Sendable {
        let topic: String
        let payload: String
    }

    private let program: Program

    init(_ broker: Broker, _ topics: [String]) async throws {
        let id = "subscriber-\(UInt32.random(in: 0 ... .max))"
        var arguments = ["-h", "127.0.0.1", "-p", "\(broker.port)", "-V", "311", "-c", "-i", id, "-q", "1", "-k", "5"]
        arguments += ["-F", "%t %p", "-d"]
        for topic in topics { arguments += ["-t", topic] }
        // Line by line, although it does not write to a terminal.
        let program = try Program(
            "/usr/bin/stdbuf", ["-oL", "/usr/bin/mosquitto_sub"] + arguments,
            output: "\(broker.folder.path)/broker/\(id)")
        self.program = program
        let log = TextFile(program.output.path)
        try await until("mosquitto_sub subscribes") { log.newLines().contains { $0.hasPrefix("Subscribed ") } }
    }

    /// What arrived since the last call, in order.
    func messages() -> [Message] {
        program.output.newLines().compactMap { line in
            // Everything else in the file is the program's own talk.
            guard let space = line.firstIndex(of: " "), line[..<space].contains("/") else { return nil }
            return Message(topic: String(line[..<space]), payload: String(line[line.index(after: space)...]))
        }
    }

    /// The next message; others that came with it are dropped.
    func message(within limit: Duration = .seconds(10)) async throws -> Message {
        try await eventually("a message arrives", within: limit) { self.messages().first }
    }
}
