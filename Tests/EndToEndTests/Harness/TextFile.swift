import Glibc
import Synchronization

/// A file that another program writes; read as far as it goes, line by line, from where the last look ended.
final class TextFile: Sendable {
    let path: String
    private let position = Mutex<(offset: off_t, rest: [UInt8])>((0, []))

    init(_ path: String) {
        self.path = path
    }

    /// Whole lines that came since the last call.
    func newLines() -> [String] {
        position.withLock { position in
            position.rest += Self.read(path, from: &position.offset)
            guard let end = position.rest.lastIndex(of: 10) else { return [] }
            let lines = position.rest[..<end].split(separator: 10).map { String(decoding: $0, as: UTF8.self) }
            position.rest.removeSubrange(...end)
            return lines
        }
    }

    /// Everything, without moving on.
    var text: String {
        var offset: off_t = 0
        return String(decoding: Self.read(path, from: &offset), as: UTF8.self)
    }

    private static func read(_ path: String, from offset: inout off_t) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return [] }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = pread(file, &chunk, chunk.count, offset)
            guard count > 0 else { return bytes }
            offset += off_t(count)
            bytes += chunk[..<count]
        }
    }
}
