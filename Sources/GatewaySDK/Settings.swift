import CGatewayABI
import GatewayCore

/// Checked settings or address columns, by the keys of the schema they were declared with.
///
/// The host has filled in defaults and checked types and ranges, so the accessors answer with zero or an empty text only
/// where the schema has neither a default nor `required`. Borrowed: read what you need during the call.
public struct Settings {
    private let keys: SettingKeys
    private let cells: UnsafeBufferPointer<gw_cell>
    /// Of the channel, sink or device.
    public let name: String

    init(_ keys: SettingKeys, _ cells: UnsafePointer<gw_cell>?, count: Int, name: String) {
        self.keys = keys
        self.cells = UnsafeBufferPointer(start: cells, count: cells == nil ? 0 : count)
        self.name = name
    }

    public func isGiven(_ key: String) -> Bool {
        cell(key).map { UInt32($0.type) != UInt32(GW_TYPE_NONE) } ?? false
    }

    public func int(_ key: String) -> Int {
        guard let cell = cell(key) else { return 0 }
        return Int32(cell.type) == GW_TYPE_FLOAT
            ? Int(exactly: cell.value.real.rounded()) ?? 0 : Int(cell.value.integer)
    }

    public func float(_ key: String) -> Double {
        guard let cell = cell(key) else { return 0 }
        return Int32(cell.type) == GW_TYPE_FLOAT ? cell.value.real : Double(cell.value.integer)
    }

    public func bool(_ key: String) -> Bool {
        int(key) != 0
    }

    public func text(_ key: String) -> String {
        guard let cell = cell(key), Int32(cell.type) == GW_TYPE_TEXT, let text = cell.value.text else { return "" }
        return String(decoding: UnsafeRawBufferPointer(start: text, count: Int(cell.size)), as: UTF8.self)
    }

    /// A setting in milliseconds.
    public func milliseconds(_ key: String) -> Duration {
        .milliseconds(int(key))
    }

    private func cell(_ key: String) -> gw_cell? {
        guard let index = keys.index[key] else {
            preconditionFailure("the schema of this plugin declares no key '\(key)'")
        }
        guard index < cells.count, Int32(cells[index].type) != GW_TYPE_NONE else { return nil }
        return cells[index]
    }
}

/// Where each key of a schema stands.
final class SettingKeys: Sendable {
    let index: [String: Int]

    init(_ schema: [FieldSchema]) {
        index = Dictionary(schema.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
