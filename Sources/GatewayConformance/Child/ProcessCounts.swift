import CMalloc
import Glibc
import PluginHost

/// What this process holds at a moment.
struct ProcessCounts: Equatable {
    /// Open files by number, with what they are.
    var files: [Int32: String]
    var threads: Int
    /// Bytes handed out by malloc and not freed.
    var allocated: Int

    static var now: ProcessCounts {
        ProcessCounts(files: openFiles, threads: names(in: "/proc/self/task").count, allocated: allocatedBytes)
    }

    static var allocatedBytes: Int {
        let facts = mallinfo2()
        return Int(clamping: facts.uordblks) + Int(clamping: facts.hblkhd)
    }

    /// Of the whole process, in memory right now.
    static var residentBytes: Int {
        let fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        defer { close(fd) }
        var room = [UInt8](repeating: 0, count: 128)
        let count = read(fd, &room, room.count)
        let words = String(decoding: room.prefix(max(0, count)), as: UTF8.self).split(separator: " ")
        return words.count > 1 ? (Int(words[1]) ?? 0) * sysconf(Int32(_SC_PAGESIZE)) : 0
    }

    private static var openFiles: [Int32: String] {
        var files: [Int32: String] = [:]
        for name in names(in: "/proc/self/fd") {
            var room = [CChar](repeating: 0, count: 256)
            let count = readlink("/proc/self/fd/\(name)", &room, room.count)
            // The directory that was read is closed by now.
            guard let number = Int32(name), count > 0, fcntl(number, F_GETFD) >= 0 else { continue }
            files[number] = String(decoding: room.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
        return files
    }

    private static func names(in path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { ForeignText.read(field: $0) }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }

    /// Files that are here and were not in `before`: `5 socket:[77]`.
    func newFiles(since before: ProcessCounts) -> [String] {
        files.filter { before.files[$0.key] != $0.value }.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    }
}
