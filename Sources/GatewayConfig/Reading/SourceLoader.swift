import Glibc

/// Reads whole files, up to a limit, and nothing that is not a plain file.
enum SourceLoader {
    static func bytes(_ path: String, limit: Int) throws(Complaint) -> [UInt8] {
        // Without O_NONBLOCK, opening a pipe would wait for its other end.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw complaint(errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw complaint(errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw Complaint("this is no plain file", mend: "put a text file here")
        }
        guard status.st_size <= limit else {
            throw Complaint(
                "the file has \(status.st_size >> 20) MiB, more than the \(limit >> 20) MiB that are read",
                mend: "split it into several files")
        }
        return try contents(descriptor, size: Int(status.st_size))
    }

    private static func contents(_ descriptor: CInt, size: Int) throws(Complaint) -> [UInt8] {
        var failure: CInt = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = errno }
                guard got > 0 else { return }
                count += got
            }
        }
        guard failure == 0 else { throw complaint(failure) }
        return bytes
    }

    private static func complaint(_ code: CInt) -> Complaint {
        switch code {
        case ENOENT, ENOTDIR: Complaint("there is no such file", mend: "create it")
        case EACCES, EPERM:
            Complaint("the file cannot be read: no permission", mend: "let the user of gatewayd read it (chmod, chown)")
        default:
            Complaint(
                "the file cannot be read: \(String(cString: strerror(code)))", mend: "look at the disk and the file")
        }
    }
}
