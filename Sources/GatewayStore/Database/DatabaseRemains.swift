import Glibc

/// The files of a database, as names in a folder.
enum DatabaseRemains {
    private static let suffixes = ["", "-wal", "-shm"]

    /// Renames a damaged database and its log to the first free `….damaged-N`, and returns that path. The index beside
    /// the log is made anew by SQLite and is removed.
    static func quarantine(_ path: String) -> String {
        var number = 1
        while exists("\(path).damaged-\(number)") || exists("\(path).damaged-\(number)-wal") { number += 1 }
        let away = "\(path).damaged-\(number)"
        rename(path, away)
        rename(path + "-wal", away + "-wal")
        unlink(path + "-shm")
        return away
    }

    static func remove(_ path: String) {
        for suffix in suffixes { unlink(path + suffix) }
    }

    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }
}
