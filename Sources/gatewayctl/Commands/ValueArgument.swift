import GatewayWire

/// A value as somebody typed it, read as the point's type.
enum ValueArgument {
    /// `nil` when the text is no such value.
    static func read(_ text: String, as type: String) -> WireValue? {
        switch type {
        case "bool": boolean(text).map(WireValue.bool)
        case "text": .text(text)
        case "bytes": WireHex.bytes(text).map(WireValue.bytes)
        case "float32", "float64": Double(text).map(WireValue.float)
        // An integer on the wire may be a fraction here: the point has a scale.
        default: Int64(text).map(WireValue.int) ?? UInt64(text).map(WireValue.uint) ?? Double(text).map(WireValue.float)
        }
    }

    private static func boolean(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "on", "1", "yes": true
        case "false", "off", "0", "no": false
        default: nil
        }
    }
}
