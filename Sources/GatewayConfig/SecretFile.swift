import Glibc

/// Reads a file that only its owner may read, and refuses any other.
enum SecretFile {
    private static let limit = 64 << 10

    static func read(_ path: String, reference: String) throws(SecretError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw SecretError(
                "\(quoted(reference)) cannot be read: \(String(cString: strerror(errno)))",
                mend: "put the secret into \(path)")
        }
        defer { close(descriptor) }
        try check(descriptor, path, reference)
        var bytes = [UInt8](repeating: 0, count: limit)
        let count = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, limit) }
        guard count >= 0 else {
            throw SecretError(
                "\(quoted(reference)) cannot be read: \(String(cString: strerror(errno)))", mend: "look at \(path)")
        }
        return Array(bytes.prefix(count))
    }

    private static func check(_ descriptor: CInt, _ path: String, _ reference: String) throws(SecretError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size < limit else {
            throw SecretError(
                "\(quoted(reference)) is no plain file of less than 64 KiB", mend: "put the secret into \(path)")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw SecretError("others than its owner may read \(quoted(reference))", mend: "chmod 0400 \(path)")
        }
        guard status.st_uid == geteuid() || status.st_uid == 0 else {
            throw SecretError("\(quoted(reference)) belongs to somebody else", mend: "chown it to the user of gatewayd")
        }
    }
}
