/// A pattern over point names: `*` stands for any run of characters, `?` for one, everything else for itself.
///
/// Names are `channel.device.point`; a star crosses dots, so `pv*.power` finds `pv1.inverter.power`.
public struct Glob: Hashable, Sendable {
    public let pattern: String
    private let symbols: [UInt8]

    public init(_ pattern: String) {
        self.pattern = pattern
        symbols = Array(pattern.utf8)
    }

    public func matches(_ name: String) -> Bool {
        var name = name
        return name.withUTF8 { matches($0) }
    }

    /// Walks both from the left and comes back to the last star on a mismatch: linear in practice, never exponential.
    private func matches(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        var symbol = 0
        var at = 0
        var afterStar: Int?
        var starTook = 0
        while at < name.count {
            if symbol < symbols.count, symbols[symbol] == UInt8(ascii: "*") {
                symbol += 1
                afterStar = symbol
                starTook = at
            } else if symbol < symbols.count, symbols[symbol] == UInt8(ascii: "?") || symbols[symbol] == name[at] {
                symbol += 1
                at += 1
            } else if let restart = afterStar {
                starTook += 1
                at = starTook
                symbol = restart
            } else {
                return false
            }
        }
        return symbols[symbol...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
