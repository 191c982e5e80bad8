import Glibc

/// Why a directory cannot be watched, and what to do.
struct WatchError: Error, CustomStringConvertible {
    let description: String

    init(_ path: String, _ code: Int32) {
        let words = "cannot watch \(path): \(String(cString: strerror(code)))"
        switch code {
        case EMFILE:
            description = words + "; raise the sysctl fs.inotify.max_user_instances, or the limit of open files"
        case ENOSPC: description = words + "; raise the sysctl fs.inotify.max_user_watches"
        default: description = words
        }
    }
}
