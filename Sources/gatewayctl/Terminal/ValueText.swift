import GatewayWire

/// A point's value for people.
enum ValueText {
    /// With its unit, as precise as it is useful to read.
    static func of(_ value: WireValue, unit: String? = nil) -> String {
        let text: String =
            switch value {
            case .float(let number): NumberText.short(number)
            default: value.description
            }
        guard let unit, !unit.isEmpty, value != .none else { return Printable.text(text) }
        return Printable.text("\(text) \(unit)")
    }
}
