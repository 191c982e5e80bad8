import GatewayCore

/// The words of the `type` column, and what other systems call them.
enum DataTypeWords {
    static let known = DataType.allCases.map(\.word)

    private static let others = [
        "float": "float32", "real": "float32", "single": "float32", "double": "float64", "lreal": "float64",
        "int": "int32",
        "uint": "uint32", "short": "int16", "ushort": "uint16", "word": "uint16", "dword": "uint32", "long": "int64",
        "byte": "uint8", "string": "text", "boolean": "bool", "bit": "bool", "f32": "float32", "f64": "float64",
        "i16": "int16", "i32": "int32", "i64": "int64", "u16": "uint16", "u32": "uint32", "u64": "uint64",
    ]

    static func mend(_ text: String) -> String {
        if let ours = others[text.lowercased()] { return "write \(ours)" }
        return GatewayConfig.mend(unknown: text, known: known)
    }
}
