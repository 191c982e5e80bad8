import Glibc

/// What a small business with a flat above it consumes; a pure function of time.
struct SiteLoad: Sendable {
    let noise: SiteNoise

    /// Whole watts. Without the loads that can wait when `isShedding`.
    func power(at clock: SiteClock, isShedding: Bool) -> Double {
        let always = 2600 + morning(clock.hour) + working(clock.hour) + evening(clock.hour)
        let liveliness = 0.85 + 0.3 * noise.smooth(.consumption, at: clock.time, every: 240)
        let deferrable = isShedding ? 0 : heatPump(clock)
        return (always * liveliness + appliance(clock) + deferrable).rounded()
    }

    private func morning(_ hour: Double) -> Double {
        5200 * exp(-pow((hour - 7.4) / 1.1, 2))
    }

    private func working(_ hour: Double) -> Double {
        7500 / (1 + exp(-(hour - 8) * 3)) / (1 + exp((hour - 17) * 3))
    }

    private func evening(_ hour: Double) -> Double {
        8800 * exp(-pow((hour - 19.3) / 1.7, 2))
    }

    /// A kettle, an oven: on or off for three minutes, seldom at night.
    private func appliance(_ clock: SiteClock) -> Double {
        let threshold = clock.hour < 6 ? 0.98 : 0.85
        return noise.value(.appliance, Int64(clock.time / 180)) > threshold ? 2000 : 0
    }

    private func heatPump(_ clock: SiteClock) -> Double {
        noise.smooth(.heatPump, at: clock.time, every: 1500) > 0.55 ? 5500 : 0
    }
}
