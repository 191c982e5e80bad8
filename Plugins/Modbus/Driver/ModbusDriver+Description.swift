import GatewaySDK

extension ModbusDriver {
    public static let description = PluginDescription(
        id: "modbus", version: "1.0.0", kind: .driver, name: "Modbus",
        summary: "Reads and writes coils and registers of Modbus devices over TCP.", settings: ChannelSettings.schema,
        device: DeviceSettings.schema, address: AddressColumns.schema)
}
