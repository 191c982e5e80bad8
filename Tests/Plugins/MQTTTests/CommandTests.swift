import GatewayCore
import Testing

@testable import MQTTSink

@Suite struct CommandTests {
    private func read(_ text: String) -> JSONValue? { try? JSONReader.read(Array(text.utf8)) }

    @Test(arguments: [
        ("1", JSONValue.int(1)), ("-0", .int(0)), ("18446744073709551615", .uint(.max)), ("1.5e3", .float(1500)),
        (" true ", .bool(true)),
        (#""a\u00e4\ud83d\ude00\n""#, .text("aä😀\n")), ("[1,[]]", .array([.int(1), .array([])])), ("null", .null),
        (#"{"a":{"b":2}}"#, .object([.init(name: "a", value: .object([.init(name: "b", value: .int(2))]))])),
        ("{}", .object([])),
    ])
    func `JSON is read`(_ text: String, _ value: JSONValue) {
        #expect(read(text) == value)
    }

    @Test(arguments: [
        "", " ", "{", "[", "[1", "[1,", "[1,]", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{a:1}",
        "{'a':1}", "01", "+1", "1.", ".5", "1e",
        "1e999", "-", "nul", "truex", "1 2", "\"", "\"\\", "\"\\u12", "\"\\ud800\"", "\"\\ud800\\u0041\"",
        "\"\\udc00\"", "\"\\x\"", "\"a\nb\"", "NaN",
        "{\"a\":1,\"a\":2}", "{\"a\":1 \"b\":2}", "/*x*/1", "\u{FEFF}1",
    ])
    func `what is no JSON is refused`(_ text: String) {
        #expect(read(text) == nil)
    }

    @Test func `bytes that are no UTF-8, and nesting without end, are refused`() {
        #expect(throws: JSONReader.Fault.self) { try JSONReader.read([0x22, 0xFF, 0x22]) }
        #expect(throws: JSONReader.Fault(message: "nested too deep", offset: 17)) {
            try JSONReader.read(Array(repeating: UInt8(ascii: "["), count: 60_000))
        }
        #expect(throws: JSONReader.Fault.self) {
            try JSONReader.read(Array(repeating: UInt8(ascii: "9"), count: 60_000))
        }
    }

    @Test func `no cut or changed byte of a good command makes the reader trap`() {
        let good = Array(#"{"point":"a.b.c","value":-1.5e2,"id":"x\u00e9","more":[null,{"a":true}]}"#.utf8)
        var refused = 0
        for index in good.indices {
            if (try? JSONReader.read(Array(good[..<index]))) == nil { refused += 1 }
            for byte in UInt8.min...UInt8.max {
                var changed = good
                changed[index] = byte
                _ = try? Command(changed, namedPoint: nil)
                _ = try? Command(changed, namedPoint: "p")
            }
        }
        #expect(refused == good.count)
    }

    @Test(
        arguments: [
            (#"{"point":"a.b.c","value":1,"id":"x"}"#, nil, #"text("x") a.b.c 1"#),
            (#"{"value":true,"point":"a.b.c"}"#, nil, "- a.b.c true"),
            (#"{"value":2.5,"id":7}"#, "a.b.c", "number(7) a.b.c 2.5"),
            (#"{"point":"a.b.c","value":"on"}"#, "a.b.c", "- a.b.c on"),
            ("42", "a.b.c", "- a.b.c 42"), ("open", "a.b.c", "- a.b.c open"), (#""open""#, "a.b.c", "- a.b.c open"),
        ] as [(String, String?, String)])
    func `commands are read from both forms`(_ payload: String, _ named: String?, _ text: String) throws {
        let command = try Command(Array(payload.utf8), namedPoint: named)
        #expect("\(command.id.map { "\($0)" } ?? "-") \(command.point) \(command.value)" == text)
    }

    @Test(
        arguments: [
            ("nonsense", nil, "the payload is not JSON: 'null' expected at byte 0"),
            ("{\"point\":", "a", "the payload is not JSON: a value expected, but the text ends at byte 9"),
            ("", "a", "the payload is not JSON: a value expected, but the text ends at byte 0"),
            ("5", nil, #"a command is an object: {"point":"channel.device.point","value":1,"id":"a1"}"#),
            (#"{"value":1}"#, nil, #""point" is missing"#), (#"{"point":"a"}"#, nil, #""value" is missing"#),
            (#"{"point":7,"value":1}"#, nil, #""point" must be a text: channel.device.point"#),
            (#"{"point":"","value":1}"#, nil, #""point" must be a text: channel.device.point"#),
            (#"{"point":"a","value":null}"#, nil, #""value" must be a number, true, false or a text"#),
            (#"{"point":"a","value":[1]}"#, nil, #""value" must be a number, true, false or a text"#),
            (#"{"point":"b","value":1}"#, "a", #""point" is not the one that the topic names"#),
            (#"{"point":"a","value":1,"id":1.5}"#, nil, #""id" must be a text of at most 256 bytes or a whole number"#),
        ] as [(String, String?, String)])
    func `a bad command is answered with the reason`(_ payload: String, _ named: String?, _ message: String) {
        #expect { try Command(Array(payload.utf8), namedPoint: named) } throws: {
            ($0 as? Command.Fault)?.message == message
        }
    }

    @Test func `a command too long is not even read`() {
        #expect { try Command(Array(repeating: 0x31, count: 65_537), namedPoint: "a") } throws: {
            ($0 as? Command.Fault)?.message == "the command is longer than 65536 bytes"
        }
    }
}
