import Glibc

/// Changes a trust folder, for `gatewayctl`. What the file system lets nobody but root do, nobody but root can do here.
public struct TrustEditor: Sendable {
    public let folder: TrustFolder

    public init(_ folder: TrustFolder) {
        self.folder = folder
    }

    /// Puts a sum on the list `allowed`, and takes it from `denied`.
    public func allow(_ sha256: String, name: String, remark: String) throws(Refusal) {
        try move(sha256, name: name, remark: remark, to: "allowed", from: "denied")
    }

    /// Puts a sum on the list `denied`, and takes it from `allowed`.
    public func deny(_ sha256: String, name: String, remark: String) throws(Refusal) {
        try move(sha256, name: name, remark: remark, to: "denied", from: "allowed")
    }

    /// Makes it the policy of the machine, whatever was there before.
    public func set(_ policy: TrustPolicy) throws(Refusal) {
        try alone { () throws(Refusal) in try write(policy.text, to: "policy") }
    }

    /// In this order, a power cut in between leaves it on both, and `denied` wins.
    private func move(
        _ sha256: String, name: String, remark: String, to: String, from: String
    ) throws(Refusal) {
        try alone { () throws(Refusal) in
            var target = try list(to)
            var source = try list(from)
            target.put(sha256, name: name, remark: remark)
            try write(target.text, to: to)
            guard source.find(sha256) != nil else { return }
            source.remove(sha256)
            try write(source.text, to: from)
        }
    }

    private func list(_ name: String) throws(Refusal) -> DigestList {
        if access(folder.file(name), F_OK) != 0 && errno == ENOENT { return DigestList() }
        return try folder.parse(name, DigestList.init)
    }

    /// Makes the folder if need be and keeps others from changing it at the same time.
    private func alone(_ body: () throws(Refusal) -> Void) throws(Refusal) {
        try make()
        if let refusal = FolderChain(user: geteuid()).refusal(of: folder.path) { throw refusal }
        let fd = open(folder.path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard fd >= 0 else { throw failed("use \(folder.path)") }
        defer { close(fd) }
        while flock(fd, LOCK_EX) != 0 && errno == EINTR {}
        try body()
    }

    private func make() throws(Refusal) {
        for folder in FolderChain.folders(folder.path) {
            // Whatever the umask: the gateway's user must be able to read it.
            if mkdir(folder, 0o755) == 0 { chmod(folder, 0o755) }
            guard access(folder, F_OK) == 0 else { throw failed("make \(folder)") }
        }
    }

    private func write(_ text: String, to name: String) throws(Refusal) {
        guard DurableFile.replace(folder.file(name), with: text) else { throw failed("write \(folder.file(name))") }
    }

    private func failed(_ what: String) -> Refusal {
        let mend = errno == EACCES || errno == EPERM ? "; run it as root, with sudo" : ""
        return Refusal(.unreadable, "cannot \(what): \(SystemError.text(errno))\(mend)")
    }
}
