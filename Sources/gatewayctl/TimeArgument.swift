import ArgumentParser
import GatewayWire

/// A moment as somebody types it: an ISO 8601 time, `now`, or how long ago (`15m`, also `-15m`).
struct TimeArgument: ExpressibleByArgument {
    private enum Meaning {
        case fixed(WireTime)
        case ago(Int64)
    }

    private let meaning: Meaning
    let defaultValueDescription: String

    /// That many seconds before now.
    init(ago seconds: Int64) {
        meaning = .ago(seconds)
        defaultValueDescription = seconds == 0 ? "now" : TimeText.age(Double(seconds))
    }

    init?(argument: String) {
        defaultValueDescription = argument
        if argument == "now" {
            meaning = .ago(0)
        } else if let length = LengthArgument(
            argument: argument.hasPrefix("-") ? String(argument.dropFirst()) : argument)
        {
            meaning = .ago(length.seconds)
        } else if let time = WireTime(iso8601: argument) {
            meaning = .fixed(time)
        } else {
            return nil
        }
    }

    func time(now: WireTime) -> WireTime {
        switch meaning {
        case .fixed(let time): time
        case .ago(let seconds): now.advanced(bySeconds: -seconds)
        }
    }
}
