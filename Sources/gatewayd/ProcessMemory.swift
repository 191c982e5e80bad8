import FoundationEssentials
import GatewayWire

/// What the kernel says of this process's memory.
enum ProcessMemory {
    static func read() -> MemoryInfo {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return MemoryInfo() }
        return MemoryInfo(residentBytes: bytes("VmRSS:", in: status), peakBytes: bytes("VmHWM:", in: status))
    }

    private static func bytes(_ key: String, in status: String) -> UInt64 {
        let line = status.split(separator: "\n").first { $0.hasPrefix(key) }
        let kilobytes = line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { UInt64($0) }
        return (kilobytes ?? 0) * 1024
    }
}
