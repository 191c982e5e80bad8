import GatewayCore

/// A unit or station on a channel.
public struct DeviceConfig: Sendable, Equatable {
    public var id: String
    /// In the order of the plugin's device schema, defaults filled in.
    public var settings: [Cell]
    /// Every point of the device carries them.
    public var tags: [String]
    public var location: Location

    public init(
        id: String, settings: [Cell] = [], tags: [String] = [], location: Location = Location(file: "", line: 1)
    ) {
        self.id = id
        self.settings = settings
        self.tags = tags
        self.location = location
    }
}
