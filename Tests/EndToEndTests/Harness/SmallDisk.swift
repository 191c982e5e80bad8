import Foundation
import Glibc

/// A file system of a few megabytes, in memory; unmounted when the test is over.
final class SmallDisk: Sendable {
    /// Whether this process may mount one.
    static let isPossible: Bool = {
        let folder = TemporaryFolder()
        return (try? SmallDisk(folder.folder("disk"), mebibytes: 1)) != nil
    }()

    let path: String

    init(_ path: String, mebibytes: Int) throws {
        self.path = path
        let output = "\(path).log"
        let program = try Program(
            "/usr/bin/mount", ["-t", "tmpfs", "-o", "size=\(mebibytes)m", "tmpfs", path], output: output)
        guard program.wait() == .exited(0) else { throw Failure("cannot mount: \(program.output.text)") }
    }

    deinit {
        // Lazily: a program of the test may still hold a file there.
        _ = try? Program("/usr/bin/umount", ["-l", path], output: "\(path).log").wait()
    }

    /// Takes all room but `mebibytes`, or all there is when others take it at the same time.
    func fill(leaving mebibytes: Int) throws {
        let attributes = try FileManager.default.attributesOfFileSystem(forPath: path)
        let free = (attributes[.systemFreeSize] as? NSNumber)?.intValue ?? 0
        let file = open("\(path)/ballast", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Failure("cannot fill the disk: error \(errno)") }
        defer { close(file) }
        var left = free - mebibytes << 20
        let chunk = [UInt8](repeating: 0, count: 4096)
        while left > 0, write(file, chunk, min(left, chunk.count)) > 0 { left -= chunk.count }
    }

    /// Gives back what ``fill(leaving:)`` took.
    func empty() {
        unlink("\(path)/ballast")
    }
}
