import Glibc

/// The wall clock, for stamps only.
enum HostClock {
    /// Nanoseconds since 1970 UTC.
    static var wall: Int64 {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) &* 1_000_000_000 &+ Int64(now.tv_nsec)
    }
}
