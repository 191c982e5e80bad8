import Modbus

/// One line of a device's register map: where a value lies, how it is stored, and what it means.
public struct MapPoint: Sendable {
    /// How often a gateway would poll it.
    public enum Group: String, Sendable {
        case fast
        case slow
    }

    /// The place in the model that it shows or sets.
    enum Role: Sendable {
        case measurement(KeyPath<EnergySiteModel, Double> & Sendable)
        case state(KeyPath<EnergySiteModel, Double> & Sendable)
        case flag(KeyPath<EnergySiteModel, Bool> & Sendable)
        case control(WritableKeyPath<SiteControls, Bool> & Sendable)
        /// With the range that the device takes, in units of the value.
        case setpoint(WritableKeyPath<SiteControls, Double> & Sendable, ClosedRange<Double>)
    }

    public let id: String
    public let name: String
    public let format: RegisterFormat
    public let place: RegisterPlace
    public let unit: String
    /// The value is what the registers hold times this.
    public let scale: Double
    public let deadband: Double
    public let group: Group
    public let text: String
    let role: Role

    init(
        _ id: String, _ name: String, _ format: RegisterFormat, _ place: RegisterPlace, unit: String = "",
        scale: Double = 1, deadband: Double = 0, group: Group = .fast, _ role: Role, _ text: String
    ) {
        self.id = id
        self.name = name
        self.format = format
        self.place = place
        self.unit = unit
        self.scale = scale
        self.deadband = deadband
        self.group = group
        self.text = text
        self.role = role
    }

    public var isWritable: Bool {
        switch role {
        case .control, .setpoint: true
        case .measurement, .state, .flag: false
        }
    }

    /// The word of a point table's `kind` column.
    public var kind: String {
        switch role {
        case .measurement: "telemetry"
        case .state, .flag: "signal"
        case .control: "control"
        case .setpoint: "setpoint"
        }
    }

    /// The addresses it takes.
    public var addresses: Range<Int> {
        Int(place.address)..<Int(place.address) + format.registers
    }
}
