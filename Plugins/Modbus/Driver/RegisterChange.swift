/// A part of a register that is written while the rest stays.
struct RegisterChange: Hashable, Sendable {
    /// The bits that change.
    let mask: UInt16
    /// What they become; within ``mask``.
    let bits: UInt16

    func applied(to word: UInt16) -> UInt16 {
        word & ~mask | bits & mask
    }
}
