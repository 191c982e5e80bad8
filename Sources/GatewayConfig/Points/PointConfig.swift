import GatewayCore

/// One value a device has or takes, as the site describes it.
public struct PointConfig: Sendable, Hashable {
    /// Unique on its device.
    public var id: String
    /// For people; empty when the table says nothing.
    public var name: String
    /// Index into ``ChannelConfig/devices``.
    public var device: Int
    public var kind: PointKind
    public var dataType: DataType
    public var unit: String
    /// Engineering value = raw value × scale + offset. Never zero.
    public var scale: Double
    public var offset: Double
    public var deadband: Deadband
    public var access: Access
    /// How often it is read; zero: never, the device speaks by itself or the point is only written.
    public var period: Duration
    /// The least value a command may give, in engineering units.
    public var minimum: Double?
    /// The greatest value a command may give, in engineering units.
    public var maximum: Double?
    /// Its own and those of its device.
    public var tags: [String]
    public var description: String
    /// In the order of the plugin's address schema, defaults filled in.
    public var address: [Cell]
    /// The line it begins on; ``SiteLocator`` finds the columns.
    public var location: Location

    public init(
        id: String, name: String = "", device: Int = 0, kind: PointKind = .telemetry, dataType: DataType = .float64,
        unit: String = "", scale: Double = 1, offset: Double = 0, deadband: Deadband = .none, access: Access = .read,
        period: Duration = .seconds(1), minimum: Double? = nil, maximum: Double? = nil, tags: [String] = [],
        description: String = "", address: [Cell] = [], location: Location = Location(file: "", line: 1)
    ) {
        self.id = id
        self.name = name
        self.device = device
        self.kind = kind
        self.dataType = dataType
        self.unit = unit
        self.scale = scale
        self.offset = offset
        self.deadband = deadband
        self.access = access
        self.period = period
        self.minimum = minimum
        self.maximum = maximum
        self.tags = tags
        self.description = description
        self.address = address
        self.location = location
    }
}
