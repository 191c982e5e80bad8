/// What a plugin wants to be told.
public struct PluginSchema: Codable, Hashable, Sendable {
    /// Of a channel or sink.
    public var settings: [FieldInfo]
    /// Of a device on a channel; drivers only.
    public var device: [FieldInfo]
    /// Address columns of a point; drivers only.
    public var address: [FieldInfo]

    public init(settings: [FieldInfo] = [], device: [FieldInfo] = [], address: [FieldInfo] = []) {
        self.settings = settings
        self.device = device
        self.address = address
    }
}
