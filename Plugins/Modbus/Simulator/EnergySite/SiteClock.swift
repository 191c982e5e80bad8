/// Seconds since the midnight before the simulation began, and what a wall clock shows then.
struct SiteClock: Sendable {
    static let day = 86_400.0

    var time: Double

    var dayNumber: Int64 {
        Int64((time / Self.day).rounded(.down))
    }

    /// 0..<24
    var hour: Double {
        (time - Double(dayNumber) * Self.day) / 3600
    }
}
