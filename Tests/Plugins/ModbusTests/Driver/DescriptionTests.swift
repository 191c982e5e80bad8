import Foundation
import GatewayCore
import Testing

@testable import ModbusDriver

/// `Plugins/Modbus/plugin.json` says to people and tools what the plugin says to the gateway.
@Suite struct DescriptionTests {
    private static let file =
        #filePath.split(separator: "/").dropLast(5).map { "/" + $0 }.joined() + "/Plugins/Modbus/plugin.json"

    private func field(_ field: FieldSchema) -> [String: AnyHashable] {
        var json: [String: AnyHashable] = ["key": field.key, "help": field.help]
        if let text = field.defaultText { json["default"] = text }
        if field.isRequired { json["required"] = true }
        switch field.kind {
        case .bool: json["type"] = "bool"
        case .int(let range):
            json["type"] = "int"
            if range.lowerBound != .min { json["minimum"] = range.lowerBound }
            if range.upperBound != .max { json["maximum"] = range.upperBound }
        case .float: json["type"] = "float"
        case .text(let length):
            json["type"] = "text"
            json["minimum_length"] = length.lowerBound
            json["maximum_length"] = length.upperBound
        case .choice(let words):
            json["type"] = "choice"
            json["choices"] = words
        case .secret: json["type"] = "secret"
        }
        return json
    }

    @Test func `plugin.json equals the description`() throws {
        let description = ModbusDriver.description
        let expected: [String: AnyHashable] = [
            "id": description.id, "version": description.version, "kind": description.kind.word,
            "name": description.name,
            "summary": description.summary, "settings": description.settings.map(field),
            "device": description.device.map(field), "address": description.address.map(field),
        ]
        let data = try Data(contentsOf: URL(fileURLWithPath: Self.file))
        let found = try #require(try JSONSerialization.jsonObject(with: data) as? NSDictionary)
        #expect(found == expected as NSDictionary)
        if found != expected as NSDictionary {
            let wanted = try JSONSerialization.data(withJSONObject: expected, options: [.prettyPrinted, .sortedKeys])
            print("plugin.json should be:\n" + String(decoding: wanted, as: UTF8.self))
        }
    }

    @Test func `every default fits its own field`() {
        let description = ModbusDriver.description
        for field in description.settings + description.device + description.address {
            guard let text = field.defaultText else { continue }
            switch field.kind {
            case .int(let range): #expect(Int64(text).map(range.contains) == true, "\(field.key)")
            case .choice(let words): #expect(words.contains(text), "\(field.key)")
            default: Issue.record("\(field.key) has a default of a kind this test does not know")
            }
        }
    }
}
