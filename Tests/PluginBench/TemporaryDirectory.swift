import Glibc

@testable import PluginHost

/// A directory of one test, removed with everything in it.
package final class TemporaryDirectory: Sendable {
    package let path: String

    /// `isKept`: until the process ends.
    package init(isKept: Bool = false) {
        var template = Array("/tmp/gateway-tests-XXXXXX".utf8CString)
        path = mkdtemp(&template).map { String(cString: $0) } ?? "/nonexistent"
        if isKept {
            Self.kept = path
            atexit { TemporaryDirectory.remove(TemporaryDirectory.kept) }
        }
    }

    deinit {
        Self.remove(path)
    }

    /// Written once, before the process ends.
    private nonisolated(unsafe) static var kept = ""

    private static func remove(_ path: String) {
        if path.hasPrefix("/tmp/gateway-tests-") { _ = system("rm -rf '\(path)'") }
    }

    package func file(_ name: String) -> String { "\(path)/\(name)" }

    @discardableResult
    package func write(_ name: String, _ text: String) -> String {
        _ = RawFile.write(file(name), Array(text.utf8))
        Self.awaitWriters(file(name))
        return file(name)
    }

    /// Puts a copy of `source` here, changed by `patch`, readable by all and writable by us.
    @discardableResult
    package func copy(_ source: String, as name: String, patch: (inout [UInt8]) -> Void = { _ in }) -> String {
        var bytes = RawFile.read(source)
        patch(&bytes)
        _ = RawFile.write(file(name), bytes)
        Self.awaitWriters(file(name))
        return file(name)
    }

    /// A child that another test has just begun holds copies of our files until it becomes another program.
    package static func awaitWriters(_ path: String) {
        let fd = open(path, O_RDONLY | O_CLOEXEC)
        defer { close(fd) }
        while WriterPresence(of: fd) == .somebody { usleep(1000) }
    }
}
