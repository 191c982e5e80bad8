import GatewayCore

/// Decides how many of the oldest blocks a limit takes: shown one after the other, oldest first.
struct DropLimit {
    let olderThan: Timestamp?
    let keeping: Int?
    /// Undelivered bytes from the block at hand on.
    private var left: Int
    private(set) var dropped = SpoolAmount.zero
    private(set) var through: BlockID?

    init(olderThan: Timestamp?, keeping: Int?, undelivered: Int) {
        self.olderThan = olderThan
        self.keeping = keeping
        left = undelivered
    }

    /// Takes the block, or returns false: it and all after it stay.
    mutating func takes(_ id: BlockID, _ amount: SpoolAmount, created: Timestamp) -> Bool {
        let isOld = olderThan.map { created < $0 } ?? false
        let isMuch = keeping.map { left > $0 } ?? false
        guard isOld || isMuch else { return false }
        dropped += amount
        left -= amount.bytes
        through = id
        return true
    }
}
