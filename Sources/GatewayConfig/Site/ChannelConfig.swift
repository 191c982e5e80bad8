import GatewayCore

/// One running driver instance: a bus or a connection, with its devices and points.
public struct ChannelConfig: Sendable, Equatable {
    /// The name of its file without the ending.
    public var id: String
    public var plugin: String
    public var isEnabled: Bool
    /// In the order of the plugin's settings schema, defaults filled in.
    public var settings: [Cell]
    public var devices: [DeviceConfig]
    /// Device after device, in the order of their files.
    public var points: PointTable
    public var retry: RetrySettings
    public var location: Location

    public init(
        id: String, plugin: String, isEnabled: Bool = true, settings: [Cell] = [], devices: [DeviceConfig] = [],
        points: PointTable = [], retry: RetrySettings = RetrySettings(),
        location: Location = Location(file: "", line: 1)
    ) {
        self.id = id
        self.plugin = plugin
        self.isEnabled = isEnabled
        self.settings = settings
        self.devices = devices
        self.points = points
        self.retry = retry
        self.location = location
    }

    /// The full name of one of its points: `channel.device.point`.
    public func fullName(of point: PointConfig) -> String {
        let device = devices.indices.contains(point.device) ? devices[point.device].id : ""
        return "\(id).\(device).\(point.id)"
    }

    /// The full names of all points, in their order; no other part of a point is made for it.
    public var fullNames: [String] {
        let prefixes = devices.map { "\(id).\($0.id)." }
        return points.indices.map { row in
            let device = Int(points.devices[row])
            return (prefixes.indices.contains(device) ? prefixes[device] : "\(id)..") + points.ids[row]
        }
    }
}
