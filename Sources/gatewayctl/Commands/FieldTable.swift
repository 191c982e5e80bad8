import GatewayWire

/// Settings or address columns, as their plugin declares them.
enum FieldTable {
    static func of(_ fields: [FieldInfo], title: String) -> TextTable {
        var table = TextTable([
            .init(title: title), .init(title: "KIND"), .init(title: "RANGE", flexible: true), .init(title: "DEFAULT"),
            .init(title: "HELP", flexible: true),
        ])
        for field in fields {
            table.add([
                .init(field.key, .bold), .init(field.kind), .init(range(field)),
                field.required ? .init("required", .yellow) : .init(field.fallback ?? ""), .init(field.help, .dim),
            ])
        }
        return table
    }

    private static func range(_ field: FieldInfo) -> String {
        if let choices = field.choices { return choices.joined(separator: " | ") }
        guard let minimum = field.minimum, let maximum = field.maximum else { return "" }
        return "\(NumberText.short(minimum))…\(NumberText.short(maximum))"
    }
}
