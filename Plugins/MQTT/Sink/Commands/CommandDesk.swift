import GatewaySDK

/// Decides what becomes of each message on the command topic. Values in, actions out.
struct CommandDesk {
    enum Action: Equatable {
        case request(token: UInt64, point: String, value: Value)
        case reply(CommandReply)
        /// The same command is being executed; its answer will come.
        case wait
    }

    private struct Pending {
        let command: Command
        let topic: String
        let correlation: [UInt8]
    }

    static let maximumPending = 256

    private let topic: CommandTopic
    private let responseTopic: String
    private var memory = CommandMemory()
    private var pending: [UInt64: Pending] = [:]
    private var lastToken: UInt64 = 0

    init(_ topic: CommandTopic, responseTopic: String) {
        self.topic = topic
        self.responseTopic = responseTopic
    }

    /// `now` on the monotonic clock, in nanoseconds.
    mutating func received(_ message: IncomingMessage, now: Int64) -> Action {
        let namedPoint = topic.namesPoint ? topic.point(in: message.topic) ?? "" : nil
        let command: Command
        do throws(Command.Fault) { command = try Command(message.payload, namedPoint: namedPoint) } catch {
            return reply(to: message, error.id, error.point, "rejected", error.message)
        }
        if let refusal = refusal(command, message) {
            return reply(to: message, command.id, command.point, "rejected", refusal)
        }
        if let id = command.id, let record = memory.record(id, now: now) { return again(command, record, message) }
        return request(command, message, now)
    }

    /// The host's final word on a request; `nil` for tokens that nobody waits for.
    mutating func answered(_ token: UInt64, status: String, message: String) -> CommandReply? {
        guard let pending = pending.removeValue(forKey: token) else { return nil }
        if let id = pending.command.id { memory.finish(id, status: status, message: message) }
        return CommandReply(
            id: pending.command.id, point: pending.command.point, status: status, message: message,
            topic: pending.topic,
            correlation: pending.correlation)
    }

    /// The connection is gone, and with it whoever waited.
    mutating func abandon() {
        pending.removeAll()
        memory.abandonRunning("the connection broke before the answer; whether the command was executed is not known")
    }

    private func refusal(_ command: Command, _ message: IncomingMessage) -> String? {
        if message.isRetained {
            return "the broker kept this command from earlier (retained); commands must be published without retain"
        }
        if command.point.isEmpty { return "the topic '\(message.topic)' names no point" }
        if pending.count >= Self.maximumPending {
            return "\(Self.maximumPending) commands are being executed already; try again"
        }
        return nil
    }

    private func again(_ command: Command, _ record: CommandMemory.Record, _ message: IncomingMessage) -> Action {
        guard record.command == command else {
            return reply(
                to: message, command.id, command.point, "rejected",
                "this id was used a short while ago for another command; choose a new one")
        }
        switch record.outcome {
        case .running: return .wait
        case .answered(let status, let text): return reply(to: message, command.id, command.point, status, text)
        }
    }

    private mutating func request(_ command: Command, _ message: IncomingMessage, _ now: Int64) -> Action {
        lastToken &+= 1
        if let id = command.id { memory.begin(id, command, now: now) }
        pending[lastToken] = Pending(
            command: command, topic: message.responseTopic ?? responseTopic, correlation: message.correlation)
        return .request(token: lastToken, point: command.point, value: command.value)
    }

    private func reply(to message: IncomingMessage, _ id: CommandID?, _ point: String, _ status: String, _ text: String)
        -> Action
    {
        .reply(
            CommandReply(
                id: id, point: point, status: status, message: text, topic: message.responseTopic ?? responseTopic,
                correlation: message.correlation))
    }
}
