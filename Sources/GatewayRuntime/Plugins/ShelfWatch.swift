import GatewayLoop
import Logging

/// Looks at the plugin directory whenever the kernel says that something happened there. A thread of its own, which sleeps
/// until then: looking may take as long as the children that describe new files.
///
/// Unchecked: everything mutable belongs to the loop's thread.
final class ShelfWatch: @unchecked Sendable {
    /// Looks, and says whether a file is there that somebody still writes to.
    typealias Look = @Sendable (_ news: DirectoryNews, _ unfinished: Set<String>) -> Bool

    private let loop: EventLoop
    private let directory: DirectoryWatch
    private let look: Look
    private let log: Logger
    private var settling = Settling()
    private var news = DirectoryNews()
    private var timer: LoopTimer?
    private var readiness: FileWatch?

    /// A writer may come in by another name of the file, of which this directory is told nothing.
    private static let retry = Duration.seconds(1)

    /// Throws ``WatchError`` or `LoopError`, when the kernel has no watches or no threads left.
    init(path: String, log: Logger, look: @escaping Look) throws {
        self.look = look
        self.log = log
        directory = try DirectoryWatch(path) { $0.hasSuffix(".so") || $0.hasSuffix(".so.minisig") }
        loop = try EventLoop(name: "plugins")
        loop.run { [weak self] in self?.begin() }
    }

    /// Returns when a look under way has ended.
    func stop() {
        // Who lets go of the shelf last may be a look of its own, which cannot wait for itself.
        if loop.isCurrent { Task.detached { [loop] in loop.stop() } } else { loop.stop() }
    }

    private func begin() {
        timer = loop.timer { [weak self] in self?.ring() }
        do {
            // The descriptor has to outlive the loop that watches it.
            readiness = try loop.watch(directory.fd, .readable) { [weak self, directory] _ in
                withExtendedLifetime(directory) { self?.hear() }
            }
        } catch {
            log.error("Plugin directory is not watched", metadata: ["reason": "\(error)"])
        }
        // What happened between the first look and the first watch was told to nobody.
        ring()
    }

    private func hear() {
        do throws(WatchError) {
            let heard = try directory.read()
            guard !heard.isEmpty else { return }
            news.add(heard)
        } catch {
            log.error("Plugin directory is watched no more", metadata: ["reason": "\(error)"])
            news.hasGap = true
        }
        let now = EventLoop.monotonic
        settling.stirred(at: now)
        if let due = settling.due { timer?.schedule(afterNanoseconds: due - now) }
    }

    private func ring() {
        settling.looked()
        let heard = news
        news = DirectoryNews()
        if look(heard, directory.unfinished) { timer?.schedule(after: Self.retry) }
    }
}
