import GatewayCore
import Testing

@testable import MQTTSink

@Suite struct CommandDeskTests {
    private var desk: CommandDesk

    init() throws {
        desk = CommandDesk(try CommandTopic("cmd", site: "s", sink: "k"), responseTopic: "answers")
    }

    private func message(_ payload: String, retained: Bool = false, response: String? = nil) -> IncomingMessage {
        IncomingMessage(
            topic: "cmd", payload: Array(payload.utf8), isRetained: retained, responseTopic: response,
            correlation: [1, 2])
    }

    private func reply(_ action: CommandDesk.Action) -> String {
        guard case .reply(let reply) = action else { return "\(action)" }
        return "\(reply.topic) \(reply.status): \(reply.message)"
    }

    private let limit = #"{"point":"a.b.c","value":5,"id":"x"}"#

    @Test mutating func `a command is asked for once and answered once`() {
        #expect(
            desk.received(message(limit, response: "me"), now: 0) == .request(token: 1, point: "a.b.c", value: .int(5)))
        #expect(
            desk.answered(1, status: "ok", message: "")
                == CommandReply(
                    id: .text("x"), point: "a.b.c", status: "ok", message: "", topic: "me", correlation: [1, 2]))
        #expect(desk.answered(1, status: "ok", message: "") == nil)
    }

    @Test mutating func `the same id again is not executed again`() {
        _ = desk.received(message(limit), now: 0)
        #expect(desk.received(message(limit), now: 1) == .wait)
        _ = desk.answered(1, status: "device", message: "refused")
        #expect(reply(desk.received(message(limit), now: 2)) == "answers device: refused")
        #expect(
            desk.received(message(limit), now: 301_000_000_000) == .request(token: 2, point: "a.b.c", value: .int(5)))
    }

    @Test mutating func `an id used for something else is refused`() {
        _ = desk.received(message(limit), now: 0)
        #expect(
            reply(desk.received(message(#"{"point":"a.b.c","value":6,"id":"x"}"#), now: 1))
                == "answers rejected: this id was used a short while ago for another command; choose a new one")
    }

    @Test mutating func `a retained command is stale`() {
        #expect(
            reply(desk.received(message(limit, retained: true), now: 0))
                == "answers rejected: the broker kept this command from earlier (retained); commands must be published without retain"
        )
    }

    @Test mutating func `after the connection broke a repeated command learns that its outcome is unknown`() {
        _ = desk.received(message(limit), now: 0)
        desk.abandon()
        #expect(desk.answered(1, status: "ok", message: "") == nil)
        #expect(
            reply(desk.received(message(limit), now: 1)).hasPrefix(
                "answers cancelled: the connection broke before the answer"))
    }

    @Test mutating func `too many at once are refused`() {
        for number in 0..<CommandDesk.maximumPending {
            _ = desk.received(message(#"{"point":"a","value":1,"id":\#(number)}"#), now: 0)
        }
        #expect(
            reply(desk.received(message(limit), now: 0))
                == "answers rejected: 256 commands are being executed already; try again")
    }

    @Test func `the memory of commands is bounded`() throws {
        var memory = CommandMemory(lifetime: 100, capacity: 3)
        let command = try Command(Array(limit.utf8), namedPoint: nil)
        for number in 0..<10 { memory.begin(.number(Int64(number)), command, now: 0) }
        #expect((0..<10).filter { memory.record(.number(Int64($0)), now: 0) != nil } == [7, 8, 9])
        #expect(memory.record(.number(9), now: 100) == nil)
    }

    @Test func `a reply is one JSON object`() {
        let writer = ByteWriter()
        CommandReply(id: .text("a\"b"), point: "p", status: "ok", message: "", topic: "", correlation: []).write(
            to: writer)
        #expect(
            String(decoding: writer.view, as: UTF8.self) == #"{"id":"a\"b","point":"p","status":"ok","message":""}"#)
        CommandReply(id: nil, point: "", status: "rejected", message: "no", topic: "", correlation: []).write(
            to: writer)
        #expect(
            String(decoding: writer.view, as: UTF8.self)
                == #"{"id":null,"point":"","status":"rejected","message":"no"}"#)
    }
}
