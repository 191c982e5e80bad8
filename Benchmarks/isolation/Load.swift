import Glibc
import PluginHost

/// What was done by now, and the CPU seconds it has taken: by this process and by the plugin's own, if it has one.
struct Load {
    let samples: Int
    let time, host, child: Double

    init(_ bed: Bed) {
        let (samples, pid) = bed.loop.runAndWait { (bed.listener.samples, bed.instance?.pid) } ?? (0, nil)
        self.samples = samples
        time = Self.seconds(CLOCK_MONOTONIC)
        host = Self.seconds(CLOCK_PROCESS_CPUTIME_ID)
        child = pid.map(Self.seconds(of:)) ?? 0
    }

    private static func seconds(of pid: pid_t) -> Double {
        var clock = clockid_t()
        return clock_getcpuclockid(pid, &clock) == 0 ? seconds(clock) : .nan
    }

    private static func seconds(_ clock: clockid_t) -> Double {
        var now = timespec()
        clock_gettime(clock, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }
}
