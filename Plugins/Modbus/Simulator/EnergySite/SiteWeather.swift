import Glibc

/// Sun, clouds and warmth over the days; a pure function of time.
struct SiteWeather: Sendable {
    private static let sunrise = 6.0
    private static let sunset = 20.5

    let noise: SiteNoise

    /// W/m² in the plane of the modules; zero at night.
    func irradiance(at clock: SiteClock) -> Double {
        guard clock.hour > Self.sunrise, clock.hour < Self.sunset else { return 0 }
        let height = sin(.pi * (clock.hour - Self.sunrise) / (Self.sunset - Self.sunrise))
        return 1040 * pow(height, 1.25) * (1 - 0.78 * shade(at: clock))
    }

    /// °C in the shade, coldest before sunrise.
    func temperature(at clock: SiteClock) -> Double {
        let daily = 6 * sin(.pi * (clock.hour - 9) / 12)
        return 9 + daily + 12 * noise.smooth(.warmth, at: clock.time, every: SiteClock.day)
    }

    /// Whether dew lies on the modules: on some mornings, for an hour.
    func isDewy(at clock: SiteClock) -> Bool {
        (Self.sunrise..<Self.sunrise + 1).contains(clock.hour) && noise.value(.dew, clock.dayNumber) > 0.6
    }

    /// How much of the sun a cloud takes, 0…1. On dull days clouds are seldom far.
    private func shade(at clock: SiteClock) -> Double {
        let cover =
            0.65 * noise.smooth(.clouds, at: clock.time, every: 1200)
            + 0.35 * noise.smooth(.gusts, at: clock.time, every: 90)
        let dullness = noise.smooth(.dullness, at: clock.time, every: SiteClock.day)
        let edge = 0.85 - 0.6 * dullness
        return min(1, max(0, (cover - edge) / 0.2))
    }
}
