import CLinux
import Glibc
import PluginHost

/// The user's settings on their way into a child: a file in memory, since a command line is for all to see.
final class SettingsFile {
    let fd: Int32

    /// `nil` when the system has no memory for it.
    init?(_ given: GivenSettings) {
        fd = gateway_memfd("settings", 0)
        guard fd >= 0 else { return nil }
        guard TextFile.writeAll(fd, Array(given.lines.utf8)) else {
            close(fd)
            return nil
        }
    }

    deinit {
        close(fd)
    }

    /// All bytes of a file, up to a megabyte.
    static func read(_ fd: Int32) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = pread(fd, &bytes, bytes.count, 0)
        return Array(bytes.prefix(max(0, count)))
    }
}
