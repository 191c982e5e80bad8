extension RegisterMap {
    /// A battery of 100 kWh and 30 kW. `README.md` has the map as a table.
    public static let battery = RegisterMap(
        id: "battery", name: "Demo Battery 100", points: batteryReports + batteryControls)

    private static let batteryReports: [MapPoint] = [
        MapPoint(
            "state", "State", .uint16, .input(0), .state(\.battery.stateNumber),
            "0 off; 1 idle; 2 charging; 3 discharging; 4 fault"),
        MapPoint(
            "soc_low", "State of charge low", .bool, .input(1, bit: 0), .flag(\.battery.isLow),
            "At or below the lower bound"),
        MapPoint(
            "soc_high", "State of charge high", .bool, .input(1, bit: 1), .flag(\.battery.isHigh),
            "At or above the upper bound"),
        MapPoint(
            "over_temperature", "Over-temperature", .bool, .input(1, bit: 2), .flag(\.battery.isOverTemperature),
            "Cells are above 45 °C"),
        MapPoint(
            "power_limited", "Power limited", .bool, .input(1, bit: 3), .flag(\.battery.isPowerLimited),
            "The wanted power is beyond what the battery can do now"),
        MapPoint(
            "soc", "State of charge", .uint16, .input(2), unit: "%", scale: 0.1, .measurement(\.battery.stateOfCharge),
            "5 … 95 %"),
        MapPoint(
            "soh", "State of health", .uint16, .input(3), unit: "%", scale: 0.1, group: .slow,
            .measurement(\.battery.stateOfHealth),
            "Falls with full cycles"),
        MapPoint(
            "voltage", "Voltage", .uint16, .input(4), unit: "V", scale: 0.1, deadband: 0.5,
            .measurement(\.battery.voltage),
            "Of the pack"),
        MapPoint(
            "current", "Current", .int16, .input(5), unit: "A", scale: 0.1, .measurement(\.battery.current),
            "Positive when discharging"),
        MapPoint(
            "temperature", "Temperature", .int16, .input(6), unit: "°C", scale: 0.1, deadband: 0.2, group: .slow,
            .measurement(\.battery.temperature),
            "Of the cells"),
        MapPoint(
            "cell_voltage_min", "Lowest cell voltage", .uint16, .input(7), unit: "mV", deadband: 1, group: .slow,
            .measurement(\.battery.cellVoltages.lowerBound),
            "Of 192 cells in series"),
        MapPoint(
            "cell_voltage_max", "Highest cell voltage", .uint16, .input(8), unit: "mV", deadband: 1, group: .slow,
            .measurement(\.battery.cellVoltages.upperBound),
            "Of 192 cells in series"),
        MapPoint(
            "cycles", "Full cycles", .uint16, .input(9), scale: 0.1, group: .slow, .measurement(\.battery.fullCycles),
            "Energy discharged over capacity; only grows"),
        MapPoint(
            "active_power", "Active power", .float32, .input(10), unit: "W", .measurement(\.battery.activePower),
            "Positive when discharging; whole watts"),
        MapPoint(
            "charge_available", "Charge power available", .float32, .input(12), unit: "W", group: .slow,
            .measurement(\.battery.chargeAvailable),
            "What it could charge with now"),
        MapPoint(
            "discharge_available", "Discharge power available", .float32, .input(14), unit: "W", group: .slow,
            .measurement(\.battery.dischargeAvailable),
            "What it could discharge with now"),
        MapPoint(
            "stored_energy", "Stored energy", .float32, .input(16), unit: "kWh", deadband: 0.01, group: .slow,
            .measurement(\.battery.storedKWh),
            "Above empty"),
        MapPoint(
            "energy_charged", "Energy charged", .uint32, .input(18), unit: "kWh", scale: 0.01, group: .slow,
            .measurement(\.battery.chargedKWh),
            "Since installation; only grows"),
        MapPoint(
            "energy_discharged", "Energy discharged", .uint32, .input(20), unit: "kWh", scale: 0.01, group: .slow,
            .measurement(\.battery.dischargedKWh),
            "Since installation; only grows"),
        MapPoint(
            "charging", "Charging", .bool, .discrete(0), .flag(\.battery.isCharging),
            "Power flows in"),
        MapPoint(
            "discharging", "Discharging", .bool, .discrete(1), .flag(\.battery.isDischarging),
            "Power flows out"),
        MapPoint(
            "alarm", "Alarm", .bool, .discrete(2), .flag(\.battery.hasAlarm),
            "At least one alarm bit is set"),
    ]

    private static let batteryControls: [MapPoint] = [
        MapPoint(
            "enable", "Enable", .bool, .coil(0), .control(\.batteryEnabled),
            "1 connects; 0 stops"),
        MapPoint(
            "mode", "Mode", .uint16, .holding(0), .setpoint(\.batteryModeNumber, 0...1),
            "0 automatic; 1 follows the power setpoint"),
        MapPoint(
            "power_setpoint", "Power setpoint", .int32, .holding(1), unit: "W",
            .setpoint(\.batteryPowerSetpoint, -30_000...30_000),
            "Positive discharges; -30000 … 30000; acts in mode 1"),
        MapPoint(
            "soc_min", "Lower bound of charge", .uint16, .holding(3), unit: "%", scale: 0.1, group: .slow,
            .setpoint(\.batteryLowerBound, 5...50),
            "5 … 50 %"),
        MapPoint(
            "soc_max", "Upper bound of charge", .uint16, .holding(4), unit: "%", scale: 0.1, group: .slow,
            .setpoint(\.batteryUpperBound, 50...95),
            "50 … 95 %"),
    ]
}
