import Glibc

/// What the kernel tells of one directory (inotify), so that nobody has to look again and again.
///
/// The directory need not exist: the nearest one above it is watched as well, so it is noticed when it comes, goes, is moved
/// away or is replaced. Only a change further up, above a directory that stays in place, is not. Not thread-safe.
final class DirectoryWatch {
    /// Readable when there is news. Non-blocking, close-on-exec; belongs to this object.
    let fd: Int32
    /// Names of files that were written to and not closed since, as far as this machine's writers go.
    private(set) var unfinished: Set<String> = []
    private let path: String
    private let isWanted: (String) -> Bool
    private var own: Int32 = -1
    private var above: Int32 = -1
    /// What has to appear in the directory above.
    private var awaited = ""

    /// Of files: contents, names, owners and modes. A name that is still written to but was removed tells no more.
    private static let fileEvents =
        IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_DELETE_SELF
        | IN_MOVE_SELF | IN_EXCL_UNLINK | IN_ONLYDIR
    private static let aboveEvents =
        IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR

    /// - Parameter isWanted: whether a file of this name is news. Throws when the kernel has no watches left.
    init(_ path: String, isWanted: @escaping (String) -> Bool) throws(WatchError) {
        let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        self.path = trimmed.contains("/") ? trimmed : "./" + trimmed
        self.isWanted = isWanted
        fd = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        guard fd >= 0 else { throw WatchError(path, errno) }
        try arm()
    }

    deinit {
        if fd >= 0 { close(fd) }
    }

    /// Takes what there is; never waits. Throws when the directory cannot be watched any more.
    func read() throws(WatchError) -> DirectoryNews {
        var news = DirectoryNews()
        var isMoved = false
        for event in events() { isMoved = take(event, &news) || isMoved }
        if isMoved { try arm() }
        return news
    }

    private func events() -> [DirectoryEvent] {
        var room = [UInt8](repeating: 0, count: 1 << 16)
        var events: [DirectoryEvent] = []
        while case let count = Glibc.read(fd, &room, room.count), count > 0 {
            events += DirectoryEvent.all(in: room.prefix(count))
        }
        return events
    }

    /// Whether the watches have to be set anew.
    private func take(_ event: DirectoryEvent, _ news: inout DirectoryNews) -> Bool {
        if event.has(IN_Q_OVERFLOW) {
            news.hasGap = true
            unfinished = []
            return true
        }
        if event.watch == own { return takeOwn(event, &news) }
        guard event.watch == above else { return false }
        let isGone = event.has(IN_DELETE_SELF, IN_MOVE_SELF, IN_IGNORED, IN_UNMOUNT)
        guard isGone || event.name == awaited else { return false }
        news.isOther = true
        return true
    }

    private func takeOwn(_ event: DirectoryEvent, _ news: inout DirectoryNews) -> Bool {
        guard event.name.isEmpty else {
            if isWanted(event.name) {
                news.names.insert(event.name)
                note(event)
            }
            return false
        }
        news.isOther = true
        return event.has(IN_DELETE_SELF, IN_MOVE_SELF, IN_IGNORED, IN_UNMOUNT)
    }

    private func note(_ event: DirectoryEvent) {
        if event.has(IN_CLOSE_WRITE, IN_MOVED_TO, IN_MOVED_FROM, IN_DELETE) {
            unfinished.remove(event.name)
        } else if event.has(IN_MODIFY) {
            unfinished.insert(event.name)
        }
    }

    // MARK: Setting watches

    /// The directory above first: what appears later is told by it, what appeared before is found now.
    private func arm() throws(WatchError) {
        try armAbove()
        let watch = inotify_add_watch(fd, path, UInt32(Self.fileEvents))
        if watch < 0 { try tolerate(errno) }
        if watch != own {
            if own >= 0 { inotify_rm_watch(fd, own) }
            unfinished = []
        }
        own = watch
    }

    private func armAbove() throws(WatchError) {
        var (place, name) = Self.split(path)
        var watch = inotify_add_watch(fd, place, UInt32(Self.aboveEvents))
        while watch < 0, place != "/", place != "." {
            try tolerate(errno)
            (place, name) = Self.split(place)
            watch = inotify_add_watch(fd, place, UInt32(Self.aboveEvents))
        }
        if watch != above, above >= 0 { inotify_rm_watch(fd, above) }
        (above, awaited) = (watch, name)
    }

    /// What is not there, or not for us to see, may come.
    private func tolerate(_ code: Int32) throws(WatchError) {
        guard [ENOENT, ENOTDIR, EACCES].contains(code) else { throw WatchError(path, code) }
    }

    private static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        return (slash == path.startIndex ? "/" : String(path[..<slash]), String(path[path.index(after: slash)...]))
    }
}
