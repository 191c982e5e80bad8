/// Which devices a simulator plays.
public enum DeviceProfile: String, Sendable, CaseIterable {
    /// Registers that count, swing and jump; the others keep what is written.
    case plain
    case pvInverter = "pv-inverter"
    case battery
    case gridMeter = "grid-meter"
    /// PV inverter, battery and grid meter of one site, as three slave ids in this order.
    case energySite = "energy-site"
    /// For benchmarks: every register is new at each read, some tell when they were read.
    case counter

    /// One sentence for a list of profiles.
    public var summary: String {
        switch self {
        case .plain: "registers that count, swing and jump, and others that keep what is written"
        case .pvInverter: "a PV inverter of 45 kW"
        case .battery: "a battery of 100 kWh and 30 kW"
        case .gridMeter: "the meter where a site meets the grid"
        case .energySite: "PV inverter, battery and grid meter of one site, as three slave ids"
        case .counter: "registers that are new at each read and tell when they were read, for benchmarks"
        }
    }

    /// The devices of one site, one for each slave id; empty for profiles without a physical model.
    var maps: [RegisterMap] {
        switch self {
        case .plain, .counter: []
        case .pvInverter: [.pvInverter]
        case .battery: [.battery]
        case .gridMeter: [.gridMeter]
        case .energySite: [.pvInverter, .battery, .gridMeter]
        }
    }
}
