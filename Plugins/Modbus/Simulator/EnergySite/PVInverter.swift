import Glibc

/// A PV array of 52 kWp on an inverter of 45 kW.
public struct PVInverter: Sendable {
    public static let ratedPower = 45_000.0
    static let arrayPower = 52_000.0

    /// As the state register says it.
    public enum State: UInt16, Sendable {
        case off = 0
        case standby = 1
        case running = 2
        case limited = 3
        case fault = 4
    }

    public private(set) var state = State.standby
    public private(set) var irradiance = 0.0
    public private(set) var cellTemperature = 12.0
    public private(set) var temperature = 14.0
    public private(set) var dcVoltage = 0.0
    public private(set) var dcPower = 0.0
    /// Watts, whole.
    public private(set) var activePower = 0.0
    public private(set) var reactivePower = 0.0
    public private(set) var availablePower = 0.0
    public private(set) var isOverTemperature = false
    public private(set) var isPowerLimited = false
    public private(set) var hasLowInsulation = false
    /// Wh; only grows.
    public private(set) var energy = 18_437_520.0
    /// Seconds; only grows.
    public private(set) var operatingTime = 15_220_800.0

    public var dcCurrent: Double {
        dcVoltage > 0 ? dcPower / dcVoltage : 0
    }

    /// Percent.
    public var efficiency: Double {
        dcPower > 0 ? activePower / dcPower * 100 : 0
    }

    public var hasAlarm: Bool {
        isOverTemperature || isPowerLimited || hasLowInsulation
    }

    mutating func step(_ seconds: Double, sun: Double, ambient: Double, isDewy: Bool, _ controls: SiteControls) {
        irradiance = sun
        hasLowInsulation = isDewy
        warmUp(seconds, ambient)
        deliver(controls)
        describe(controls)
        energy += activePower * seconds / 3600
        if activePower > 0 { operatingTime += seconds }
    }

    private mutating func warmUp(_ seconds: Double, _ ambient: Double) {
        cellTemperature += (ambient + irradiance * 0.03 - cellTemperature) * (1 - exp(-seconds / 300))
        let heat = 54 * activePower / Self.ratedPower
        temperature += (ambient + 2 + heat - temperature) * (1 - exp(-seconds / 900))
        isOverTemperature = temperature > (isOverTemperature ? 70 : 75)
    }

    private mutating func deliver(_ controls: SiteControls) {
        let strings = Self.arrayPower * irradiance / 1000 * (1 - 0.004 * (cellTemperature - 25))
        // Below this the strings cannot feed the inverter itself.
        let isBright = strings > 150
        let conversion = Self.conversion(strings)
        availablePower = isBright ? min(Self.ratedPower, strings * conversion).rounded(.down) : 0
        let limit = Self.ratedPower * min(100, max(0, controls.inverterPowerLimit)) / 100
        let derated = isOverTemperature ? Self.ratedPower * 0.8 : Self.ratedPower
        activePower = controls.inverterEnabled ? min(availablePower, limit, derated).rounded(.down) : 0
        isPowerLimited = controls.inverterEnabled && isBright && activePower < (strings * conversion).rounded(.down)
        dcPower = activePower > 0 ? activePower / conversion : 0
        dcVoltage = voltage()
    }

    /// Efficiency: poor at low power.
    private static func conversion(_ dcPower: Double) -> Double {
        let share = max(0, dcPower) / ratedPower
        return 0.983 * share / (share + 0.006)
    }

    /// Cold modules give more; strings that may not deliver rise towards their open-circuit voltage.
    private func voltage() -> Double {
        guard irradiance > 1 else { return 0 }
        let held = availablePower > 0 ? 1 - activePower / availablePower : 1
        return 640 * (1 - 0.003 * (cellTemperature - 25)) * (0.9 + 0.1 * min(1, irradiance / 200)) + 90 * held
    }

    private mutating func describe(_ controls: SiteControls) {
        reactivePower = 0
        guard controls.inverterEnabled else {
            state = .off
            return
        }
        guard availablePower > 0 else {
            state = .standby
            return
        }
        state = isPowerLimited ? .limited : .running
        let share = min(60, max(-60, controls.inverterReactivePower)) / 100
        reactivePower = (Self.ratedPower * share).rounded()
    }
}
