import CMalloc
import FoundationEssentials
import GatewayWire

/// What the kernel says of this process's memory.
enum ProcessMemory {
    static func read() -> MemoryInfo {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else {
            return MemoryInfo()
        }
        return MemoryInfo(residentBytes: bytes("VmRSS:", in: status), peakBytes: bytes("VmHWM:", in: status))
    }

    /// Returns to the system what reading a site needed for a moment, which is more than running it takes.
    static func giveBack() {
        malloc_trim(0)
    }

    private static func bytes(_ key: String, in status: String) -> UInt64 {
        let line = status.split(separator: "\n").first { $0.hasPrefix(key) }
        let kilobytes = line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap {
            UInt64($0)
        }
        return (kilobytes ?? 0) * 1024
    }
}
