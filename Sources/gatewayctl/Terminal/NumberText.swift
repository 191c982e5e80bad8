/// Numbers for people.
enum NumberText {
    /// With `decimals` digits behind the point; very large and very small ones as Swift writes them.
    static func fixed(_ value: Double, _ decimals: Int) -> String {
        let scale = (0..<max(0, decimals)).reduce(1.0) { scale, _ in scale * 10 }
        let scaled = (value * scale).rounded()
        guard value.isFinite, scaled.magnitude < 9e15 else { return plain(value) }
        let digits = String(Int64(scaled.magnitude))
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let sign = scaled < 0 ? "-" : ""
        guard decimals > 0 else { return sign + padded }
        return "\(sign)\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
    }

    /// Seven digits that count, without zeros at the end: what is left of 42.18 on its way through 32 bits is 42.18 again.
    static func short(_ value: Double) -> String {
        guard value.isFinite, value == 0 || (1e-4..<1e9).contains(value.magnitude) else { return plain(value) }
        var decimals = 6
        var bound = 10.0
        while decimals > 0, value.magnitude >= bound {
            decimals -= 1
            bound *= 10
        }
        var text = fixed(value, value.magnitude < 1 ? 7 : decimals)
        if text.contains(".") {
            while text.hasSuffix("0") { text.removeLast() }
            if text.hasSuffix(".") { text.removeLast() }
        }
        return text == "-0" ? "0" : text
    }

    /// Four digits or so, as many decimals as a glance takes in.
    static func glance(_ value: Double) -> String {
        switch value.magnitude {
        case ..<10: fixed(value, 3)
        case ..<100: fixed(value, 2)
        case ..<100_000: fixed(value, 1)
        case ..<1e9: fixed(value, 0)
        default: plain(value)
        }
    }

    /// `12,345`.
    static func grouped(_ value: some BinaryInteger) -> String {
        let digits = Array(String(value.magnitude))
        let groups = digits.enumerated().map { at, digit in
            at > 0 && (digits.count - at).isMultiple(of: 3) ? ",\(digit)" : "\(digit)"
        }
        return (value < 0 ? "-" : "") + groups.joined()
    }

    /// `1.4 MiB`.
    static func bytes(_ count: UInt64) -> String {
        var value = Double(count)
        for unit in ["B", "KiB", "MiB", "GiB"] {
            if value < 1024 { return unit == "B" ? "\(count) B" : "\(fixed(value, 1)) \(unit)" }
            value /= 1024
        }
        return "\(fixed(value, 1)) TiB"
    }

    private static func plain(_ value: Double) -> String {
        value.isNaN ? "nan" : value.isInfinite ? (value < 0 ? "-inf" : "inf") : "\(value)"
    }
}
