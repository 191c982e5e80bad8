import Glibc

/// How many files this process may have open: every connection is one.
enum OpenFiles {
    /// Takes as many as the system allows. The usual 1,024 is a courtesy to programs that use `select`, which nothing here
    /// does.
    static func allowAll() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
