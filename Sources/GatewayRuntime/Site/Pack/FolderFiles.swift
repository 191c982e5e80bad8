import Glibc

/// Files of a folder as archives need them: all of them, in one order, and nothing that only looks like one.
enum FolderFiles {
    /// Every file below `folder`, by path from there. Hidden ones are left out; links, pipes and devices are refused.
    static func read(_ folder: String, limits: ArchiveLimits) throws(ArchiveError) -> [ArchiveEntry] {
        var entries: [ArchiveEntry] = []
        var total = 0
        try walk(folder, "", depth: 0, limits, &entries, &total)
        return entries
    }

    /// One file, not through a link.
    static func read(file path: String, limit: Int) throws(ArchiveError) -> [UInt8] {
        let fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard fd >= 0 else {
            if errno == ELOOP { throw ArchiveError("\(path) is a symbolic link", mend: "copy the file itself there") }
            throw ArchiveError("cannot read \(path): \(words(errno))", mend: "create it, or let yourself read it")
        }
        defer { close(fd) }
        var facts = stat()
        guard fstat(fd, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            throw ArchiveError("\(path) is no plain file", mend: "take it out of the folder")
        }
        return try contents(fd, path, limit)
    }

    private static func contents(_ fd: Int32, _ path: String, _ limit: Int) throws(ArchiveError) -> [UInt8] {
        var bytes: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(fd, &room, room.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else {
                throw ArchiveError("cannot read \(path): \(words(errno))", mend: "look at the disk")
            }
            guard count > 0 else { return bytes }
            bytes += room.prefix(count)
            guard bytes.count <= limit else {
                throw ArchiveError("\(path) makes the archive larger than \(limit >> 20) MiB", mend: "take it out")
            }
        }
    }

    private static func walk(
        _ root: String, _ place: String, depth: Int, _ limits: ArchiveLimits, _ entries: inout [ArchiveEntry],
        _ total: inout Int
    ) throws(ArchiveError) {
        guard depth < 16 else { throw ArchiveError("\(root)/\(place) is too deep", mend: "use fewer folders") }
        for name in try names(root + "/" + place) {
            let relative = place.isEmpty ? name : "\(place)/\(name)"
            var facts = stat()
            guard lstat("\(root)/\(relative)", &facts) == 0 else { continue }
            if facts.st_mode & S_IFMT == S_IFDIR {
                try walk(root, relative, depth: depth + 1, limits, &entries, &total)
                continue
            }
            let bytes = try read(file: "\(root)/\(relative)", limit: limits.totalBytes - total)
            total += bytes.count
            guard entries.count < limits.files else {
                throw ArchiveError("\(root) has more than \(limits.files) files", mend: "name the folder of a site")
            }
            entries.append(ArchiveEntry(name: relative, bytes: bytes))
        }
    }

    private static func names(_ folder: String) throws(ArchiveError) -> [String] {
        guard let directory = opendir(folder) else {
            throw ArchiveError("cannot list \(folder): \(words(errno))", mend: "name the folder of a site")
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        // By bytes: the same order under every locale.
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    // MARK: Writing

    /// Makes the folders on the way, then a new file, on the disk before this returns.
    static func write(_ entry: ArchiveEntry, below folder: String, mode: mode_t) throws(ArchiveError) {
        let path = "\(folder)/\(entry.name)"
        for slash in path.indices where path[slash] == "/" && slash != path.startIndex {
            mkdir(String(path[..<slash]), 0o755)
        }
        let fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        guard fd >= 0 else { throw ArchiveError("cannot write \(path): \(words(errno))", mend: "look at its folder") }
        defer { close(fd) }
        guard fchmod(fd, mode) == 0, writeAll(fd, entry.bytes), fsync(fd) == 0 else {
            throw ArchiveError("cannot write \(path): \(words(errno))", mend: "look at the disk")
        }
    }

    static func writeAll(_ fd: Int32, _ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { all in
            var done = 0
            while done < all.count {
                let count = Glibc.write(fd, all.baseAddress.map { $0 + done }, all.count - done)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return false }
                done += count
            }
            return true
        }
    }

    static func words(_ code: Int32) -> String {
        String(cString: strerror(code))
    }
}
