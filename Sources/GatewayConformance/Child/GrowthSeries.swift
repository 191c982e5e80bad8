/// Whether memory grows with every cycle, or only wobbles. Pure.
struct GrowthSeries {
    /// In all.
    var cycles = 0
    private var allocated: [Int] = []
    private var resident: [Int] = []

    /// Below this a cycle leaks nothing that counts; the smallest block of malloc has 32 bytes.
    private static let leastPerCycle = 16.0
    /// For memory past malloc.
    private static let leastResident = 4 << 20

    /// A point of the series: bytes that malloc has handed out, and bytes of the process in memory.
    mutating func add(_ allocated: Int, _ resident: Int) {
        self.allocated.append(allocated)
        self.resident.append(resident)
    }

    /// What grows, in words; `nil` when nothing does.
    var growth: String? {
        guard allocated.count >= 3, cycles > 0 else { return nil }
        let perCycle = Self.slope(allocated) * Double(allocated.count) / Double(cycles)
        if perCycle >= Self.leastPerCycle && Self.growsSteadily(allocated) {
            return
                "memory grows by \(Int(perCycle)) bytes a cycle (\(cycles) cycles of create, start, stop and destroy)"
        }
        let rise = (resident.last ?? 0) - (resident.first ?? 0)
        if rise > Self.leastResident && Self.growsSteadily(resident) {
            return "the process grows by \(rise >> 10) KiB in \(cycles) cycles of create, start, stop and destroy"
        }
        return nil
    }

    /// Nearly every step goes up.
    private static func growsSteadily(_ series: [Int]) -> Bool {
        let ups = zip(series, series.dropFirst()).count { $0 < $1 }
        return ups * 10 >= (series.count - 1) * 8
    }

    /// Bytes a step, by least squares.
    private static func slope(_ series: [Int]) -> Double {
        let count = Double(series.count)
        let meanX = (count - 1) / 2
        let meanY = series.reduce(0) { $0 + Double($1) } / count
        var (above, below) = (0.0, 0.0)
        for (index, value) in series.enumerated() {
            let x = Double(index) - meanX
            above += x * (Double(value) - meanY)
            below += x * x
        }
        return below > 0 ? above / below : 0
    }
}
