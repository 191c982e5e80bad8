import GatewayWire
import Glibc

/// Moments and stretches of time for people.
enum TimeText {
    static var now: WireTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return WireTime(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    /// `14:22:05` where this terminal stands.
    static func clock(_ time: WireTime, milliseconds: Bool = false) -> String {
        var seconds = time_t(time.nanoseconds / 1_000_000_000)
        var parts = tm()
        localtime_r(&seconds, &parts)
        let text = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(
            separator: ":")
        guard milliseconds else { return text }
        let fraction = String(1000 + time.nanoseconds % 1_000_000_000 / 1_000_000)
        return "\(text).\(fraction.dropFirst())"
    }

    /// Two units at most: `0.2s`, `45s`, `3m 10s`, `5h 2m`, `12d 4h`.
    static func stretch(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e9 else { return "-" }
        if seconds < 10 { return "\(NumberText.fixed(max(0, seconds), 1))s" }
        let whole = Int(seconds)
        switch whole {
        case ..<60: return "\(whole)s"
        case ..<3600: return "\(whole / 60)m \(whole % 60)s"
        case ..<86_400: return "\(whole / 3600)h \(whole / 60 % 60)m"
        default: return "\(whole / 86_400)d \(whole / 3600 % 24)h"
        }
    }

    /// One unit, four columns at most: `0.2s`, `45s`, `3m`, `5h`, `12d`.
    static func age(_ seconds: Double) -> String {
        stretch(seconds).split(separator: " ").first.map(String.init) ?? "-"
    }

    /// `12s ago`.
    static func ago(_ time: WireTime?, now: WireTime) -> String {
        time.map { stretch(now.seconds(since: $0)) + " ago" } ?? "-"
    }
}
