import GatewaySDK

/// A request for a write, as a message says it.
struct Command: Equatable {
    var id: CommandID?
    var point: String
    var value: Value

    /// A message that is no command; as much of it as could be read goes back with the reason.
    struct Fault: Error, Equatable {
        var id: CommandID?
        var point = ""
        let message: String
    }

    /// Longer ones are not looked at.
    static let maximumSize = 65_536

    /// Reads a message. `namedPoint` is the point that the topic names; `nil` when the payload has to.
    ///
    /// With the point in the topic the payload may be an object (`value` and, if wanted, `id`), a JSON value, or any other
    /// text, which then is the value.
    init(_ payload: [UInt8], namedPoint: String?) throws(Fault) {
        guard payload.count <= Self.maximumSize else {
            throw Fault(point: namedPoint ?? "", message: "the command is longer than \(Self.maximumSize) bytes")
        }
        let json: JSONValue
        do throws(JSONReader.Fault) { json = try JSONReader.read(payload) } catch {
            json = .text(try Self.bareText(payload, namedPoint, error))
        }
        if case .object = json {
            try self.init(object: json, namedPoint: namedPoint)
        } else {
            guard let point = namedPoint else {
                throw Fault(message: #"a command is an object: {"point":"channel.device.point","value":1,"id":"a1"}"#)
            }
            self.init(id: nil, point: point, value: try Self.value(json, id: nil, point: point))
        }
    }

    private init(id: CommandID?, point: String, value: Value) {
        self.id = id
        self.point = point
        self.value = value
    }

    private init(object: JSONValue, namedPoint: String?) throws(Fault) {
        let id = try Self.id(object["id"], point: namedPoint ?? "")
        let point = try Self.point(object["point"], namedPoint, id)
        guard let value = object["value"] else { throw Fault(id: id, point: point, message: "\"value\" is missing") }
        self.init(id: id, point: point, value: try Self.value(value, id: id, point: point))
    }

    /// A payload that is no JSON is a text, if the topic says whose, and unless it was meant as an object.
    private static func bareText(_ payload: [UInt8], _ point: String?, _ fault: JSONReader.Fault) throws(Fault)
        -> String
    {
        let isObject = payload.first { $0 > 0x20 } == UInt8(ascii: "{")
        guard point != nil, !isObject, !payload.isEmpty, let text = String(validating: payload, as: UTF8.self) else {
            throw Fault(point: point ?? "", message: "the payload is not JSON: \(fault.description)")
        }
        return text
    }

    private static func id(_ json: JSONValue?, point: String) throws(Fault) -> CommandID? {
        switch json {
        case nil, .null?: return nil
        case .int(let number)?: return .number(number)
        case .text(let text)? where text.utf8.count <= 256: return .text(text)
        default: throw Fault(point: point, message: "\"id\" must be a text of at most 256 bytes or a whole number")
        }
    }

    private static func point(_ json: JSONValue?, _ named: String?, _ id: CommandID?) throws(Fault) -> String {
        switch (json, named) {
        case (nil, let named?): return named
        case (.text(let text)?, nil) where !text.isEmpty && !text.utf8.contains(0): return text
        case (.text(let text)?, let named?) where text == named: return named
        case (nil, nil): throw Fault(id: id, message: "\"point\" is missing")
        case (_, let named?):
            throw Fault(id: id, point: named, message: "\"point\" is not the one that the topic names")
        default: throw Fault(id: id, message: "\"point\" must be a text: channel.device.point")
        }
    }

    private static func value(_ json: JSONValue, id: CommandID?, point: String) throws(Fault) -> Value {
        switch json {
        case .bool(let value): return .bool(value)
        case .int(let value): return .int(value)
        case .uint(let value): return .uint(value)
        case .float(let value): return .float(value)
        case .text(let value): return .text(value)
        case .null, .array, .object:
            throw Fault(id: id, point: point, message: "\"value\" must be a number, true, false or a text")
        }
    }
}
