import ArgumentParser

/// A length of time as somebody types it: `90s`, `15m`, `2h`, `7d`; up to ten years.
struct LengthArgument: ExpressibleByArgument {
    let seconds: Int64

    init?(argument: String) {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        guard let last = argument.last, let unit = units[last], let count = Int64(argument.dropLast()), count > 0 else {
            return nil
        }
        let (seconds, overflow) = count.multipliedReportingOverflow(by: unit)
        guard !overflow, seconds <= 3653 * 86_400 else { return nil }
        self.seconds = seconds
    }
}
