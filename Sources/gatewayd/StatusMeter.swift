import GatewayCore
import Synchronization

/// Samples a second between two looks at the status, at least a second apart.
final class StatusMeter: Sendable {
    private struct Mark {
        var time: Timestamp
        var samples: UInt64
        var rate: Double
    }

    private let mark: Mutex<Mark>

    init(startedAt: Timestamp) {
        mark = Mutex(Mark(time: startedAt, samples: 0, rate: 0))
    }

    func rate(_ samples: UInt64, at now: Timestamp) -> Double {
        mark.withLock { mark in
            let passed = Double(now.rawValue - mark.time.rawValue) / 1e9
            // A reload takes the counts of removed channels away.
            guard passed >= 1, samples >= mark.samples else {
                if samples < mark.samples { mark.samples = samples }
                return mark.rate
            }
            mark = Mark(time: now, samples: samples, rate: Double(samples - mark.samples) / passed)
            return mark.rate
        }
    }
}
