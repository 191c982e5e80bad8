/// What a child writes to its standard output and error, line by line, and the last of it for when it ends.
struct LastWords {
    private static let lineLimit = 1000
    private static let kept = 4

    private var begun: [UInt8] = []
    private var lines: [String] = []

    /// Takes what came; returns the lines that are whole now.
    mutating func take(_ bytes: UnsafeRawBufferPointer) -> [String] {
        var whole: [String] = []
        for byte in bytes {
            if byte != UInt8(ascii: "\n") { begun.append(byte) }
            guard byte == UInt8(ascii: "\n") || begun.count >= Self.lineLimit else { continue }
            if let line = finish() { whole.append(line) }
        }
        return whole
    }

    /// The last lines, for the reason of its end; empty when it said nothing.
    mutating func text() -> String {
        _ = finish()
        return lines.joined(separator: " / ")
    }

    private mutating func finish() -> String? {
        defer { begun.removeAll(keepingCapacity: true) }
        let line = String(decoding: begun, as: UTF8.self)
        guard line.contains(where: { !$0.isWhitespace }) else { return nil }
        lines = lines.suffix(Self.kept - 1) + [line]
        return line
    }
}
