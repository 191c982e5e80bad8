/// A small energy site as physics and arithmetic: PV, battery, consumers, and the grid that takes the rest.
///
/// Pure: time comes from outside, chance from the seed; the same calls give the same site. Powers are whole watts, so
/// grid = load - PV - battery holds exactly, in the model and in registers of any type. Energy counters only grow.
public struct EnergySiteModel: Sendable {
    /// Nothing here changes faster than this, in seconds.
    private static let longestStep = 10.0
    private static let mostSteps = 20_000.0
    private static let longestSpan = 10 * 366 * SiteClock.day

    public var controls = SiteControls()
    public private(set) var inverter = PVInverter()
    public private(set) var battery = SiteBattery()
    public private(set) var meter = GridMeter()
    private(set) var clock: SiteClock

    private let noise: SiteNoise
    private let weather: SiteWeather
    private let load: SiteLoad

    /// - Parameters:
    ///   - timeOfDay: Seconds since local midnight, 0..<86,400; others are brought there.
    ///   - seed: Another seed is another weather and other habits.
    public init(timeOfDay: Double, seed: UInt64 = 1) {
        let time = timeOfDay.isFinite ? timeOfDay.truncatingRemainder(dividingBy: SiteClock.day) : 0
        clock = SiteClock(time: time < 0 ? time + SiteClock.day : time)
        noise = SiteNoise(seed: seed)
        weather = SiteWeather(noise: noise)
        load = SiteLoad(noise: noise)
        settle()
    }

    /// Watts the site consumes.
    public var loadPower: Double { meter.loadPower }

    /// Seconds since the midnight before the simulation began.
    public var time: Double { clock.time }

    /// Lets time pass; what is not between 0 and ten years is ignored.
    ///
    /// Long spans are cut into short steps, up to 20,000 of them; beyond two days the steps grow.
    public mutating func advance(by seconds: Double) {
        guard seconds > 0, seconds <= Self.longestSpan else { return }
        let steps = min(Self.mostSteps, (seconds / Self.longestStep).rounded(.up))
        for _ in 0..<Int(steps) {
            clock.time += seconds / steps
            step(seconds / steps)
        }
    }

    /// Lets the controls act now, without time passing.
    public mutating func settle() {
        step(0)
    }

    private mutating func step(_ seconds: Double) {
        inverter.step(
            seconds, sun: weather.irradiance(at: clock), ambient: weather.temperature(at: clock),
            isDewy: weather.isDewy(at: clock), controls)
        let consumed = load.power(at: clock, isShedding: controls.loadShedding)
        battery.step(seconds, deficit: consumed - inverter.activePower, hour: clock.hour, controls)
        meter.step(
            seconds, clock, load: consumed, inverter: inverter, battery: battery, noise: noise, controls)
    }
}
