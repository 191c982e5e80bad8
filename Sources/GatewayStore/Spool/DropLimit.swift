import GatewayCore

/// Decides how many of the oldest blocks a limit takes: shown one after the other, oldest first.
struct DropLimit {
    let rule: DropRule
    /// Undelivered bytes from the block at hand on.
    private var left: Int
    private(set) var dropped = SpoolAmount.zero
    private(set) var through: BlockID?

    init(_ rule: DropRule, undelivered: Int) {
        self.rule = rule
        left = undelivered
    }

    /// Takes the block, or returns false: it and all after it stay.
    mutating func takes(_ id: BlockID, _ amount: SpoolAmount, created: Timestamp) -> Bool {
        let mayBeOld = rule.through.map { id <= $0 } ?? true
        let isOld = mayBeOld && rule.created?.contains(created) == true
        let isMuch = rule.keeping.map { left > $0 } ?? false
        guard isOld || isMuch else { return false }
        dropped += amount
        left -= amount.bytes
        through = id
        return true
    }
}
