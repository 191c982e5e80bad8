import Glibc

/// One `inotify_event`, read from the kernel's bytes.
struct DirectoryEvent: Equatable {
    /// Which watch it comes from; -1 for a full queue.
    var watch: Int32
    var mask: UInt32
    /// Of the file in the directory; empty for the directory itself.
    var name: String

    /// `wd`, `mask`, `cookie` and `len`, each of four bytes.
    private static let headerSize = 16

    /// All that are whole. Names that are no UTF-8 are repaired: such a file is no plugin.
    static func all(in bytes: some Collection<UInt8>) -> [DirectoryEvent] {
        var rest = Array(bytes)[...]
        var events: [DirectoryEvent] = []
        while rest.count >= headerSize {
            let length = Int(word(rest, 12))
            guard length <= rest.count - headerSize else { break }
            let name = rest.dropFirst(headerSize).prefix(length).prefix { $0 != 0 }
            events.append(
                DirectoryEvent(
                    watch: Int32(bitPattern: word(rest, 0)), mask: word(rest, 4),
                    name: String(decoding: name, as: UTF8.self)))
            rest = rest.dropFirst(headerSize + length)
        }
        return events
    }

    func has(_ flags: Int32...) -> Bool {
        flags.contains { mask & UInt32(bitPattern: $0) != 0 }
    }

    private static func word(_ bytes: ArraySlice<UInt8>, _ offset: Int) -> UInt32 {
        bytes.dropFirst(offset).prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}
