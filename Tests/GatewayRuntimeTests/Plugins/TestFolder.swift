import Glibc

/// A folder of one test, removed with everything in it.
final class TestFolder: Sendable {
    let path: String

    init() {
        var template = Array("/tmp/gateway-tests-XXXXXX".utf8CString)
        path = mkdtemp(&template).map { String(cString: $0) } ?? "/nonexistent"
    }

    deinit {
        if path.hasPrefix("/tmp/gateway-tests-") { _ = system("rm -rf '\(path)'") }
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    @discardableResult
    func write(_ name: String, _ text: String) -> String {
        write(name, Array(text.utf8))
    }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) -> String {
        let fd = open(file(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        var rest = bytes[...]
        while !rest.isEmpty, case let count = rest.withUnsafeBytes({ Glibc.write(fd, $0.baseAddress, $0.count) }),
            count > 0
        {
            rest = rest.dropFirst(count)
        }
        close(fd)
        return file(name)
    }

    static func bytes(_ path: String) -> [UInt8] {
        let fd = open(path, O_RDONLY | O_CLOEXEC)
        defer { close(fd) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = read(fd, &chunk, chunk.count), count > 0 { bytes += chunk.prefix(count) }
        return bytes
    }

    /// Without the newline at its end.
    static func text(_ path: String) -> String {
        String(decoding: bytes(path), as: UTF8.self).split(separator: "\n").joined(separator: "\n")
    }
}
