/// Raw × scale + offset, as exactly as the decimal numbers of a point table mean it.
///
/// A scale of 0.1 is no binary number: 333 × 0.1 gives 33.300000000000004. So a decimal scale and offset become whole numbers
/// over a power of ten, (333 × 1 + 0) / 10, and a whole raw value is rounded once, by the division, to the number that a
/// person would write: 33.3.
struct Scaling: Equatable {
    /// A double is exact to 53 bits: with whole numbers below this, any raw value of 21 bits is, and with the usual ones
    /// (1 / 10) any below 2^53.
    private static let limit = 0x1p32

    private(set) var factor: Double
    private(set) var shift: Double
    private(set) var divisor: Double

    static let none = Scaling(scale: 1, offset: 0)

    init(scale: Double, offset: Double) {
        (factor, shift, divisor) = (scale, offset, 1)
        for power in [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9] {
            let (whole, wholeOffset) = ((scale * power).rounded(), (offset * power).rounded())
            guard whole.magnitude < Self.limit, wholeOffset.magnitude < Self.limit else { return }
            guard whole / power == scale, wholeOffset / power == offset else { continue }
            (factor, shift, divisor) = (whole, wholeOffset, power)
            return
        }
    }

    /// To engineering units.
    @inline(__always)
    func value(of raw: Double) -> Double {
        (raw * factor + shift) / divisor
    }
}
