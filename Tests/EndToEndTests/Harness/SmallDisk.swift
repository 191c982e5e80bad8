import Foundation

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

    /// Takes all room but `mebibytes`.
    func fill(leaving mebibytes: Int) throws {
        let attributes = try FileManager.default.attributesOfFileSystem(forPath: path)
        let free = (attributes[.systemFreeSize] as? NSNumber)?.intValue ?? 0
        try Data(count: free - mebibytes << 20).write(to: URL(fileURLWithPath: "\(path)/ballast"))
    }

    /// Gives back what ``fill(leaving:)`` took.
    func empty() {
        unlink("\(path)/ballast")
    }
}
