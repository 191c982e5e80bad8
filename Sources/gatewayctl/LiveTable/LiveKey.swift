/// Keys the live table knows.
enum LiveKey: Equatable, Sendable {
    case quit
    case lineUp
    case lineDown
    case pageUp
    case pageDown
    case top

    /// Keys among what a terminal sent; escape sequences of ECMA-48 as xterm writes them. Others are left out.
    static func read(_ bytes: [UInt8]) -> [LiveKey] {
        var keys: [LiveKey] = []
        var rest = Substring(String(decoding: bytes, as: UTF8.self))
        while !rest.isEmpty {
            if let (sequence, key) = sequences.first(where: { rest.hasPrefix($0.0) }) {
                keys.append(key)
                rest = rest.dropFirst(sequence.count)
            } else {
                rest = rest.dropFirst()
            }
        }
        return keys
    }

    private static let sequences: [(String, LiveKey)] = [
        ("\u{1B}[A", .lineUp), ("\u{1B}OA", .lineUp), ("\u{1B}[B", .lineDown), ("\u{1B}OB", .lineDown),
        ("\u{1B}[5~", .pageUp),
        ("\u{1B}[6~", .pageDown), ("\u{1B}[H", .top), ("q", .quit), ("Q", .quit), ("k", .lineUp), ("j", .lineDown),
        (" ", .pageDown), ("g", .top),
    ]
}
