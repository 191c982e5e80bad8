import Glibc

/// A folder and all that are above it: whoever may write one of them could put another in the place of the last.
struct FolderChain {
    /// The user the gateway runs as.
    let user: uid_t

    /// What speaks against believing what lies in `path`; `option` goes into the commands of the mend.
    func refusal(of path: String, _ option: String = "") -> Refusal? {
        let folders = Self.folders(path)
        for folder in folders {
            var facts = stat()
            guard lstat(folder, &facts) == 0 else {
                return Refusal(
                    .unreadable,
                    "cannot use \(folder): \(SystemError.text(errno)); to make the folder, run: "
                        + "gatewayctl plugin trust any\(option)")
            }
            let isLast = folder == folders.last
            if let refusal = refusal(folder, facts.st_mode, facts.st_uid, isLast: isLast) { return refusal }
        }
        return nil
    }

    /// Judges one folder by its `stat`.
    func refusal(_ folder: String, _ mode: mode_t, _ owner: uid_t, isLast: Bool) -> Refusal? {
        if mode & S_IFMT == S_IFLNK {
            return Refusal(
                .symbolicLink, "\(folder) is a symbolic link; name the folder it leads to: realpath \(folder)")
        }
        guard mode & S_IFMT == S_IFDIR else {
            return Refusal(.unreadable, "\(folder) is not a folder; remove it, or name another")
        }
        guard owner == 0 || owner == user else {
            return Refusal(
                .wrongOwner,
                "\(folder) belongs to user \(owner), not to root or to the gateway's user \(user); run: chown root \(folder)"
            )
        }
        // In a folder like /tmp everybody may write, but nobody may rename what is another's.
        let mayOthersWrite = mode & (S_IWGRP | S_IWOTH) != 0 && (isLast || mode & S_ISVTX == 0)
        guard mayOthersWrite else { return nil }
        return Refusal(.worldWritable, "others may write \(folder); run: chmod go-w \(folder)")
    }

    /// `/`, `/etc`, `/etc/gatewayd` for `/etc/gatewayd`; a relative path begins where we are.
    static func folders(_ path: String) -> [String] {
        var folders = ["/"]
        for part in absolute(path).split(separator: "/") where part != "." {
            folders.append((folders.last == "/" ? "" : folders.last ?? "") + "/" + part)
        }
        return folders
    }

    private static func absolute(_ path: String) -> String {
        guard !path.hasPrefix("/"), let here = getcwd(nil, 0) else { return path }
        defer { free(here) }
        return String(cString: here) + "/" + path
    }
}
