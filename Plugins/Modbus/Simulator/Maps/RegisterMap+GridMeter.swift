extension RegisterMap {
    /// The meter at the grid connection. `README.md` has the map as a table.
    public static let gridMeter = RegisterMap(
        id: "grid-meter", name: "Demo Grid Meter", points: gridMeterReports + gridMeterControls)

    private static let gridMeterReports: [MapPoint] = [
        MapPoint(
            "voltage_l1", "Voltage L1", .float32, .input(0), unit: "V", deadband: 0.1, .measurement(\.meter.voltage.l1),
            "L1 to N"),
        MapPoint(
            "voltage_l2", "Voltage L2", .float32, .input(2), unit: "V", deadband: 0.1, .measurement(\.meter.voltage.l2),
            "L2 to N"),
        MapPoint(
            "voltage_l3", "Voltage L3", .float32, .input(4), unit: "V", deadband: 0.1, .measurement(\.meter.voltage.l3),
            "L3 to N"),
        MapPoint(
            "current_l1", "Current L1", .float32, .input(6), unit: "A", .measurement(\.meter.current.l1),
            "Magnitude"),
        MapPoint(
            "current_l2", "Current L2", .float32, .input(8), unit: "A", .measurement(\.meter.current.l2),
            "Magnitude"),
        MapPoint(
            "current_l3", "Current L3", .float32, .input(10), unit: "A", .measurement(\.meter.current.l3),
            "Magnitude"),
        MapPoint(
            "power_l1", "Active power L1", .float32, .input(12), unit: "W", .measurement(\.meter.power.l1),
            "Positive when importing"),
        MapPoint(
            "power_l2", "Active power L2", .float32, .input(14), unit: "W", .measurement(\.meter.power.l2),
            "Positive when importing"),
        MapPoint(
            "power_l3", "Active power L3", .float32, .input(16), unit: "W", .measurement(\.meter.power.l3),
            "Positive when importing"),
        MapPoint(
            "active_power", "Active power", .float32, .input(18), unit: "W", .measurement(\.meter.activePower),
            "Positive when importing: load - PV - battery; whole watts"),
        MapPoint(
            "reactive_power", "Reactive power", .float32, .input(20), unit: "var", .measurement(\.meter.reactivePower),
            "Positive when importing"),
        MapPoint(
            "apparent_power", "Apparent power", .float32, .input(22), unit: "VA", .measurement(\.meter.apparentPower),
            ""),
        MapPoint(
            "power_factor", "Power factor", .float32, .input(24), deadband: 0.001, group: .slow,
            .measurement(\.meter.powerFactor),
            "Active over apparent power; 1 at rest"),
        MapPoint(
            "frequency", "Frequency", .float32, .input(26), unit: "Hz", deadband: 0.005,
            .measurement(\.meter.frequency),
            ""),
        MapPoint(
            "energy_import", "Energy import", .uint64, .input(28), unit: "kWh", scale: 0.001, group: .slow,
            .measurement(\.meter.importKWh),
            "Since installation; only grows"),
        MapPoint(
            "energy_export", "Energy export", .uint64, .input(32), unit: "kWh", scale: 0.001, group: .slow,
            .measurement(\.meter.exportKWh),
            "Since installation; only grows"),
        MapPoint(
            "load_power", "Site load", .float32, .input(36), unit: "W", .measurement(\.meter.loadPower),
            "What the site consumes; whole watts"),
        MapPoint(
            "demand", "Demand", .float32, .input(38), unit: "W", group: .slow, .measurement(\.meter.demand),
            "Mean import of the last full quarter hour"),
        MapPoint(
            "demand_limit_exceeded", "Demand limit exceeded", .bool, .input(40, bit: 0),
            .flag(\.meter.isDemandExceeded),
            "Import is above the demand limit"),
        MapPoint(
            "voltage_high", "Voltage high", .bool, .input(40, bit: 1), .flag(\.meter.isVoltageHigh),
            "A phase is above 253 V"),
        MapPoint(
            "voltage_low", "Voltage low", .bool, .input(40, bit: 2), .flag(\.meter.isVoltageLow),
            "A phase is below 207 V"),
        MapPoint(
            "exporting", "Exporting", .bool, .discrete(0), .flag(\.meter.isExporting),
            "Power flows to the grid"),
    ]

    private static let gridMeterControls: [MapPoint] = [
        MapPoint(
            "load_shedding", "Load shedding", .bool, .coil(0), .control(\.loadShedding),
            "1 switches the deferrable loads off"),
        MapPoint(
            "demand_limit", "Demand limit", .int32, .holding(0), unit: "W", group: .slow,
            .setpoint(\.demandLimit, 0...200_000),
            "0 … 200000"),
    ]
}
