import Glibc

/// A battery of 100 kWh and 30 kW, 192 cells in series.
public struct SiteBattery: Sendable {
    public static let ratedPower = 30_000.0
    /// Wh
    public static let capacity = 100_000.0
    private static let cells = 192.0
    /// One way.
    private static let conversion = 0.965

    /// As the state register says it.
    public enum State: UInt16, Sendable {
        case off = 0
        case idle = 1
        case charging = 2
        case discharging = 3
        case fault = 4
    }

    public private(set) var state = State.idle
    /// Wh above empty.
    public private(set) var storedEnergy = 0.42 * capacity
    /// Watts, whole, positive when discharging.
    public private(set) var activePower = 0.0
    public private(set) var chargeAvailable = 0.0
    public private(set) var dischargeAvailable = 0.0
    public private(set) var voltage = 0.0
    /// Positive when discharging.
    public private(set) var current = 0.0
    public private(set) var temperature = 21.0
    public private(set) var isLow = false
    public private(set) var isHigh = false
    public private(set) var isPowerLimited = false
    /// Wh; only grow.
    public private(set) var energyCharged = 9_120_430.0
    public private(set) var energyDischarged = 8_402_110.0

    /// Percent.
    public var stateOfCharge: Double {
        storedEnergy / Self.capacity * 100
    }

    public var fullCycles: Double {
        energyDischarged / Self.capacity
    }

    /// Percent.
    public var stateOfHealth: Double {
        max(60, 100 - fullCycles * 0.0035)
    }

    public var isOverTemperature: Bool {
        temperature > 45
    }

    public var hasAlarm: Bool {
        isLow || isHigh || isOverTemperature || isPowerLimited
    }

    /// mV of the weakest and the strongest cell.
    public var cellVoltages: ClosedRange<Double> {
        let mean = voltage / Self.cells * 1000
        return (mean - 4)...(mean + 3)
    }

    /// - Parameter deficit: Watts the site lacks before the battery acts; negative is surplus.
    mutating func step(_ seconds: Double, deficit: Double, hour: Double, _ controls: SiteControls) {
        findLimits(seconds, controls)
        let wanted = Self.wanted(deficit, hour, controls)
        // Towards zero, so that a bound is never passed by rounding.
        activePower = min(dischargeAvailable, max(-chargeAvailable, wanted)).rounded(.towardZero)
        isPowerLimited =
            controls.batteryMode == .setpoint && controls.batteryEnabled && abs(wanted) >= abs(activePower) + 1
        move(seconds)
        describe(seconds, controls)
    }

    private static func wanted(_ deficit: Double, _ hour: Double, _ controls: SiteControls) -> Double {
        switch controls.batteryMode {
        case .setpoint: return controls.batteryPowerSetpoint
        case .automatic where deficit < 0: return deficit
        // The evening's peak is what the battery is for; the night is left to the grid.
        case .automatic: return hour >= 16.5 && hour < 23.5 ? deficit : 0
        }
    }

    private mutating func findLimits(_ seconds: Double, _ controls: SiteControls) {
        guard controls.batteryEnabled else {
            chargeAvailable = 0
            dischargeAvailable = 0
            return
        }
        let lower = min(50, max(5, controls.batteryLowerBound)) / 100 * Self.capacity
        let upper = min(95, max(50, controls.batteryUpperBound)) / 100 * Self.capacity
        chargeAvailable = Self.power(toMove: (upper - storedEnergy) / Self.conversion, in: seconds)
        dischargeAvailable = Self.power(toMove: (storedEnergy - lower) * Self.conversion, in: seconds)
    }

    /// Rated power, less within the last 4 kWh, and never more than the energy that is left.
    private static func power(toMove energy: Double, in seconds: Double) -> Double {
        guard energy > 0 else { return 0 }
        let gentle = ratedPower * min(1, 0.05 + energy / 4000)
        return (seconds > 0 ? min(gentle, energy * 3600 / seconds) : gentle).rounded(.down)
    }

    private mutating func move(_ seconds: Double) {
        let energy = abs(activePower) * seconds / 3600
        if activePower > 0 {
            energyDischarged += energy
            storedEnergy -= energy / Self.conversion
        } else {
            energyCharged += energy
            storedEnergy += energy * Self.conversion
        }
    }

    private mutating func describe(_ seconds: Double, _ controls: SiteControls) {
        isLow = stateOfCharge <= max(5, controls.batteryLowerBound) + 0.05
        isHigh = stateOfCharge >= min(95, controls.batteryUpperBound) - 0.05
        let heat = 14 * abs(activePower) / Self.ratedPower
        temperature += (20 + heat - temperature) * (1 - exp(-seconds / 1800))
        let rest = Self.cells * Self.restVoltage(storedEnergy / Self.capacity)
        current = activePower / rest
        // The pack's resistance: 80 mΩ.
        voltage = rest - current * 0.08
        state = !controls.batteryEnabled ? .off : activePower > 0 ? .discharging : activePower < 0 ? .charging : .idle
    }

    /// Of one cell: flat in the middle, steep at both ends.
    private static func restVoltage(_ charge: Double) -> Double {
        3.22 + 0.12 * charge + 0.1 * exp((charge - 1) * 18) - 0.25 * exp(-charge * 22)
    }
}
