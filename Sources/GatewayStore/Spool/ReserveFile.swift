import Glibc

/// Disk space kept aside, so that a full disk can still take the few pages that deleting needs.
struct ReserveFile {
    let path: String
    let size: Int

    /// Fills the reserve again; without room there is none, and the next call tries again.
    func fill() {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        if posix_fallocate(descriptor, 0, off_t(size)) != 0 { unlink(path) }
    }

    func release() {
        unlink(path)
    }
}
