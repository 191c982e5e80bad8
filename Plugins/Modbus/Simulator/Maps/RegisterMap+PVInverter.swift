extension RegisterMap {
    /// A PV inverter of 45 kW. `README.md` has the map as a table.
    public static let pvInverter = RegisterMap(
        id: "pv-inverter", name: "Demo PV Inverter 45", points: pvInverterReports + pvInverterControls)

    private static let pvInverterReports: [MapPoint] = [
        MapPoint(
            "state", "State", .uint16, .input(0), .state(\.inverter.stateNumber),
            "0 off; 1 standby (dark); 2 running; 3 limited; 4 fault"),
        MapPoint(
            "over_temperature", "Over-temperature", .bool, .input(1, bit: 0), .flag(\.inverter.isOverTemperature),
            "The inverter is above 75 °C"),
        MapPoint(
            "power_limited", "Power limited", .bool, .input(1, bit: 1), .flag(\.inverter.isPowerLimited),
            "Less than available: active power limit or rated power reached"),
        MapPoint(
            "low_insulation", "Low insulation", .bool, .input(1, bit: 2), .flag(\.inverter.hasLowInsulation),
            "Insulation of the strings is low; dew in the morning"),
        MapPoint(
            "irradiance", "Irradiance", .uint16, .input(2), unit: "W/m²", deadband: 1,
            .measurement(\.inverter.irradiance),
            "In the plane of the modules"),
        MapPoint(
            "cell_temperature", "Cell temperature", .int16, .input(3), unit: "°C", scale: 0.1, deadband: 0.2,
            group: .slow, .measurement(\.inverter.cellTemperature),
            "Of the modules"),
        MapPoint(
            "temperature", "Inverter temperature", .int16, .input(4), unit: "°C", scale: 0.1, deadband: 0.2,
            group: .slow, .measurement(\.inverter.temperature),
            "Of the heat sink"),
        MapPoint(
            "dc_voltage", "DC voltage", .uint16, .input(5), unit: "V", scale: 0.1, deadband: 0.5,
            .measurement(\.inverter.dcVoltage),
            "Of the strings"),
        MapPoint(
            "dc_current", "DC current", .float32, .input(6), unit: "A", .measurement(\.inverter.dcCurrent),
            "Of all strings"),
        MapPoint(
            "dc_power", "DC power", .float32, .input(8), unit: "W", .measurement(\.inverter.dcPower),
            "From the strings"),
        MapPoint(
            "active_power", "Active power", .float32, .input(10), unit: "W", .measurement(\.inverter.activePower),
            "Delivered; whole watts"),
        MapPoint(
            "reactive_power", "Reactive power", .float32, .input(12), unit: "var",
            .measurement(\.inverter.reactivePower),
            "Delivered"),
        MapPoint(
            "available_power", "Available power", .float32, .input(14), unit: "W",
            .measurement(\.inverter.availablePower),
            "What the sun allows without a limit"),
        MapPoint(
            "voltage_l1", "Voltage L1", .uint16, .input(16), unit: "V", scale: 0.1, deadband: 0.2,
            .measurement(\.meter.voltage.l1),
            "L1 to N"),
        MapPoint(
            "voltage_l2", "Voltage L2", .uint16, .input(17), unit: "V", scale: 0.1, deadband: 0.2,
            .measurement(\.meter.voltage.l2),
            "L2 to N"),
        MapPoint(
            "voltage_l3", "Voltage L3", .uint16, .input(18), unit: "V", scale: 0.1, deadband: 0.2,
            .measurement(\.meter.voltage.l3),
            "L3 to N"),
        MapPoint(
            "frequency", "Frequency", .uint16, .input(19), unit: "Hz", scale: 0.01, .measurement(\.meter.frequency),
            "Of the grid"),
        MapPoint(
            "current_l1", "Current L1", .int16, .input(20), unit: "A", scale: 0.1, .measurement(\.inverterCurrent.l1),
            "Delivered"),
        MapPoint(
            "current_l2", "Current L2", .int16, .input(21), unit: "A", scale: 0.1, .measurement(\.inverterCurrent.l2),
            "Delivered"),
        MapPoint(
            "current_l3", "Current L3", .int16, .input(22), unit: "A", scale: 0.1, .measurement(\.inverterCurrent.l3),
            "Delivered"),
        MapPoint(
            "efficiency", "Efficiency", .uint16, .input(23), unit: "%", scale: 0.01, deadband: 0.05, group: .slow,
            .measurement(\.inverter.efficiency),
            "AC over DC; 0 at rest"),
        MapPoint(
            "energy_total", "Energy yield", .uint32, .input(24), unit: "kWh", scale: 0.01, group: .slow,
            .measurement(\.inverter.energyKWh),
            "Since installation; only grows"),
        MapPoint(
            "operating_time", "Operating time", .uint32, .input(26), unit: "h", scale: 0.01, group: .slow,
            .measurement(\.inverter.operatingHours),
            "Time spent feeding in; only grows"),
        MapPoint(
            "running", "Running", .bool, .discrete(0), .flag(\.inverter.isRunning),
            "Feeding in"),
        MapPoint(
            "alarm", "Alarm", .bool, .discrete(1), .flag(\.inverter.hasAlarm),
            "At least one alarm bit is set"),
    ]

    private static let pvInverterControls: [MapPoint] = [
        MapPoint(
            "enable", "Enable", .bool, .coil(0), .control(\.inverterEnabled),
            "1 feeds in; 0 stops"),
        MapPoint(
            "power_limit", "Active power limit", .uint16, .holding(0), unit: "%", scale: 0.1,
            .setpoint(\.inverterPowerLimit, 0...100),
            "0 … 100 % of rated power (45 kW)"),
        MapPoint(
            "reactive_setpoint", "Reactive power setpoint", .int16, .holding(1), unit: "%", scale: 0.1,
            .setpoint(\.inverterReactivePower, -60...60),
            "-60 … 60 % of rated power"),
    ]
}
