/// The units behind one server: a bank for each unit id, and what holds for all of them.
///
/// Several connections share one of these; they take turns.
public struct ServedUnits {
    /// What a request for a unit that is not there gets.
    public enum MissingUnit: Sendable {
        /// Nothing, like an empty place on a serial line.
        case silence
        /// Exception 0x0B, like a gateway whose target is dead.
        case exception
    }

    public var missing: MissingUnit
    public var behaviour: (any RegisterBehaviour)?
    /// Grows with each write that was taken, so that an owner can see that there was one.
    public internal(set) var writes: UInt64 = 0
    private var banks: [RegisterBank?] = Array(repeating: nil, count: 256)

    public init(missing: MissingUnit = .exception) {
        self.missing = missing
    }

    /// The bank of a unit; `nil` when there is no such unit.
    public subscript(unit: UInt8) -> RegisterBank? {
        _read { yield banks[Int(unit)] }
        _modify { yield &banks[Int(unit)] }
    }

    /// The ids that are there, ascending.
    public var ids: [UInt8] {
        (UInt8.min...UInt8.max).filter { banks[Int($0)] != nil }
    }
}
