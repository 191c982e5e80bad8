import GatewayLoop
import Glibc
import PluginHost

/// What can be measured; each gives its figures by name, times in microseconds.
enum Measures {
    typealias Figures = KeyValuePairs<String, Double>

    static let named: [String: @Sendable (any UsablePlugin, Int) throws -> Figures] = [
        "rate": rate, "latency": latency, "requests": requests, "ready": ready,
    ]

    private static func rate(_ plugin: any UsablePlugin, batch: Int) throws -> Figures {
        let bed = try Bed(plugin, batch: batch, period: 0)
        try bed.start()
        usleep(500_000)
        let before = Load(bed)
        usleep(2_000_000)
        let after = Load(bed)
        let samples = Double(after.samples - before.samples)
        try check(bed)
        return [
            "rate": samples / (after.time - before.time), "host": (after.host - before.host) / samples * 1e6,
            "child": (after.child - before.child) / samples * 1e6,
        ]
    }

    private static func latency(_ plugin: any UsablePlugin, seconds: Int) throws -> Figures {
        let bed = try Bed(plugin, batch: 1, period: 1)
        try bed.start()
        usleep(500_000)
        bed.loop.runAndWait { bed.listener.ages = [] }
        sleep(UInt32(seconds))
        let ages = bed.loop.runAndWait { bed.listener.ages ?? [] } ?? []
        try check(bed)
        return ages.map { Double($0) / 1000 }.percentiles
    }

    private static func requests(_ plugin: any UsablePlugin, count: Int) throws -> Figures {
        let bed = try Bed(plugin, batch: 1, period: -1)
        try bed.start()
        let reads = RoundTrips(count) { done in bed.instance?.read(group: 0, timeout: .seconds(5), then: done) }
        let writes = RoundTrips(count) { done in
            bed.instance?.write(point: 0, value: .int(1), phase: 0, lifetime: .seconds(5), then: done)
        }
        let (read, write) = (try reads.run(on: bed.loop), try writes.run(on: bed.loop))
        try check(bed)
        return [
            "read50": read.percentile(50), "read99": read.percentile(99), "write50": write.percentile(50),
            "write99": write.percentile(99),
        ]
    }

    private static func ready(_ plugin: any UsablePlugin, count: Int) throws -> Figures {
        let times = try (0..<count).map { _ in
            let began = EventLoop.monotonic
            let bed = try Bed(plugin, batch: 1, period: -1)
            defer { bed.destroy() }
            return Double(EventLoop.monotonic - began) / 1000
        }
        return times.percentiles
    }

    private static func check(_ bed: Bed) throws {
        if let trouble = bed.loop.runAndWait({ bed.listener.trouble }) ?? nil { throw Failure(trouble) }
    }
}

extension [Double] {
    /// Of as many values as there are; not a number when there are none.
    func percentile(_ percent: Int) -> Double {
        let sorted = sorted()
        return sorted.isEmpty ? .nan : sorted[(sorted.count - 1) * percent / 100]
    }

    var percentiles: Measures.Figures {
        ["p50": percentile(50), "p99": percentile(99)]
    }
}
