/// The meter where the site meets the grid: positive is import.
public struct GridMeter: Sendable {
    /// One value for each of L1, L2, L3.
    public struct Phases: Sendable, Equatable {
        public var l1 = 0.0
        public var l2 = 0.0
        public var l3 = 0.0

        var all: [Double] { [l1, l2, l3] }
    }

    private static let quarterHour = 900.0

    /// Watts, whole. Always load - PV - battery, exactly.
    public private(set) var activePower = 0.0
    public private(set) var loadPower = 0.0
    public private(set) var reactivePower = 0.0
    public private(set) var power = Phases()
    public private(set) var voltage = Phases(l1: 230, l2: 230, l3: 230)
    public private(set) var frequency = 50.0
    /// Watts: the mean import of the last full quarter hour.
    public private(set) var demand = 0.0
    public private(set) var isDemandExceeded = false
    /// Wh; only grow.
    public private(set) var energyImport = 31_240_910.0
    public private(set) var energyExport = 12_870_340.0

    private var quarter: Int64?
    private var quarterEnergy = 0.0
    private var quarterTime = 0.0

    public var apparentPower: Double {
        (activePower * activePower + reactivePower * reactivePower).squareRoot()
    }

    /// Active over apparent power, with the sign of the active power; 1 at rest.
    public var powerFactor: Double {
        apparentPower > 0 ? activePower / apparentPower : 1
    }

    /// Amperes, as magnitudes.
    public var current: Phases {
        Phases(l1: abs(power.l1) / voltage.l1, l2: abs(power.l2) / voltage.l2, l3: abs(power.l3) / voltage.l3)
    }

    public var isVoltageHigh: Bool { voltage.all.contains { $0 > 253 } }
    public var isVoltageLow: Bool { voltage.all.contains { $0 < 207 } }

    mutating func step(
        _ seconds: Double, _ clock: SiteClock, load: Double, inverter: PVInverter, battery: SiteBattery,
        noise: SiteNoise, _ controls: SiteControls
    ) {
        loadPower = load
        activePower = load - inverter.activePower - battery.activePower
        reactivePower = (load * 0.24).rounded() - inverter.reactivePower
        share(load, inverter.activePower + battery.activePower)
        feel(clock, noise)
        isDemandExceeded = activePower > controls.demandLimit
        energyImport += max(0, activePower) * seconds / 3600
        energyExport += max(0, -activePower) * seconds / 3600
        count(seconds, clock)
    }

    /// Sources feed all phases alike, consumers do not; the last phase takes what is left, so that the sum is exact.
    private mutating func share(_ load: Double, _ sources: Double) {
        power.l1 = (load * 0.38 - sources / 3).rounded()
        power.l2 = (load * 0.33 - sources / 3).rounded()
        power.l3 = activePower - power.l1 - power.l2
    }

    /// Import pulls the voltage down, export lifts it.
    private mutating func feel(_ clock: SiteClock, _ noise: SiteNoise) {
        let common = 230.5 + 5 * (noise.smooth(.voltage, at: clock.time, every: 600) - 0.5)
        voltage = Phases(
            l1: common - power.l1 * 0.00018, l2: common + 0.4 - power.l2 * 0.00018,
            l3: common - 0.3 - power.l3 * 0.00018)
        frequency = 50 + 0.06 * (noise.smooth(.frequency, at: clock.time, every: 20) - 0.5)
    }

    private mutating func count(_ seconds: Double, _ clock: SiteClock) {
        let now = Int64((clock.time / Self.quarterHour).rounded(.down))
        if let quarter, quarter != now {
            demand = quarterTime > 0 ? (quarterEnergy / quarterTime * 3600).rounded() : 0
            quarterEnergy = 0
            quarterTime = 0
        }
        quarter = now
        quarterEnergy += max(0, activePower) * seconds / 3600
        quarterTime += seconds
    }
}
