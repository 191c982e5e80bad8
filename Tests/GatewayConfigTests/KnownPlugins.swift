import GatewayCore

/// Plugins as a host would describe them, made by hand: the tests need no plugin.
enum KnownPlugins {
    static let modbus = PluginDescription(
        id: "modbus", version: "1.0.0", kind: .driver, name: "Modbus", summary: "Modbus TCP client.",
        settings: [
            FieldSchema("host", .text(length: 1...255), required: true, help: "Name or address of the device."),
            FieldSchema("port", .int(1...65_535), default: "502", help: "TCP port."),
            FieldSchema("timeout_ms", .int(10...60_000), default: "1000", help: "How long to wait for an answer."),
            FieldSchema("keep_alive", .bool, default: "true", help: "Keep the connection open between polls."),
        ],
        device: [
            FieldSchema("unit_id", .int(0...255), default: "1", help: "Unit id on the connection."),
            FieldSchema(
                "byte_order", .choice(["big", "little"]), default: "big", help: "Order of the bytes in a register."),
        ],
        address: [
            FieldSchema(
                "table", .choice(["holding", "input", "coil", "discrete"]), default: "holding", help: "Register table."),
            FieldSchema("address", .int(0...65_535), required: true, help: "Number of the first register, from 0."),
            FieldSchema("bit", .int(0...15), help: "Bit in the register."),
        ],
        extensions: ["gw.describe/1", "gw.plan/1", "gw.loop/1", "gw.write/1"])

    static let listener = PluginDescription(
        id: "listener", version: "1.0.0", kind: .driver, name: "Listener", summary: "Hears and never speaks.",
        extensions: ["gw.describe/1", "gw.plan/1", "gw.loop/1"], speaksByItself: true)

    static let mqtt = PluginDescription(
        id: "mqtt", version: "1.0.0", kind: .sink, name: "MQTT", summary: "Publishes to a broker.",
        settings: [
            FieldSchema("host", .text(length: 1...255), required: true, help: "Name or address of the broker."),
            FieldSchema("port", .int(1...65_535), default: "1883", help: "TCP port."),
            FieldSchema("qos", .int(0...1), default: "1", help: "Quality of service."),
            FieldSchema("password", .secret, help: "Of the user."),
            FieldSchema("pause_s", .float(0...60), default: "0.5", help: "Between two messages."),
        ],
        extensions: ["gw.describe/1", "gw.plan/1", "gw.loop/1", "gw.sink/1"])

    static let nightly = PluginDescription(
        id: "nightly", version: "1.3.0-dev.4", kind: .driver, name: "Nightly", summary: "Built last night.",
        extensions: ["gw.describe/1", "gw.plan/1", "gw.loop/1"])

    static let oddity = PluginDescription(
        id: "oddity", version: "01.2.3", kind: .driver, name: "Oddity", summary: "Counts in its own way.",
        extensions: ["gw.describe/1", "gw.plan/1", "gw.loop/1"])

    static let all = [modbus, listener, mqtt]
    /// Those whose versions are peculiar.
    static let peculiar = [nightly, oddity]
    static let refused = ["canopen": "the file may be written by everybody"]
}
