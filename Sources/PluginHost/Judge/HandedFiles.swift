import Glibc

/// Files on their way into a child, where they are 3, 4, and so on.
final class HandedFiles {
    /// Ours, with numbers that none of the child's takes: one `dup2` must not overwrite what the next wants to read.
    private var copies: [Int32] = []
    private static let firstInChild: Int32 = 3
    private static let aboveAll: Int32 = 64

    /// `nil` and `errno` when one cannot be copied. At most 61 files.
    init?(_ files: [Int32]) {
        for file in files {
            let copy = fcntl(file, F_DUPFD_CLOEXEC, Self.aboveAll)
            guard copy >= 0 else { return nil }
            copies.append(copy)
        }
    }

    deinit {
        for copy in copies { close(copy) }
    }

    func add(to actions: inout posix_spawn_file_actions_t) {
        for (number, copy) in zip(Self.firstInChild..., copies) {
            posix_spawn_file_actions_adddup2(&actions, copy, number)
        }
    }
}
