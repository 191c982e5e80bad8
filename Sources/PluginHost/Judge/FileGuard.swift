import Glibc

/// Who may have written a file that we are about to run. Pure: the facts are handed in.
///
/// A plugin runs with all rights of the gateway, so nobody but root and the gateway's own user may be able to change it
/// or to put another in its place.
struct FileGuard {
    /// The user the gateway runs as.
    let user: uid_t

    /// What speaks against running the file, by its `stat`.
    func refusal(ofFile path: String, mode: mode_t, owner: uid_t) -> Refusal? {
        Self.refusal(ofKind: path, mode: mode) ?? refusal(of: path, mode: mode, owner: owner, groupMayWrite: false)
    }

    static func refusal(ofKind path: String, mode: mode_t) -> Refusal? {
        guard mode & S_IFMT != S_IFREG else { return nil }
        return Refusal(.notRegular, "\(path) is not a regular file; put the file itself there")
    }

    /// What speaks against using a directory. Its group may write: files of strangers in it are refused by their owner.
    func refusal(ofDirectory path: String, mode: mode_t, owner: uid_t) -> Refusal? {
        guard mode & S_IFMT == S_IFDIR else {
            return Refusal(.unreadable, "\(path) is not a directory; make it one, or name another")
        }
        return refusal(of: path, mode: mode, owner: owner, groupMayWrite: true)
    }

    private func refusal(of path: String, mode: mode_t, owner: uid_t, groupMayWrite: Bool) -> Refusal? {
        if mode & S_IWOTH != 0 {
            return Refusal(.worldWritable, "everybody may write \(path); run: chmod o-w \(path)")
        }
        if !groupMayWrite && mode & S_IWGRP != 0 {
            return Refusal(.groupWritable, "its group may write \(path); run: chmod g-w \(path)")
        }
        if owner != 0 && owner != user {
            return Refusal(
                .wrongOwner,
                "\(path) belongs to user \(owner), not to root or to the gateway's user \(user); "
                    + "if you trust it, run: chown root \(path)")
        }
        return nil
    }
}
