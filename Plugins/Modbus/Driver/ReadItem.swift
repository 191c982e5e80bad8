/// A point to be read, as the planner sees it.
struct ReadItem: Hashable, Sendable {
    /// The point's place in the plan.
    let point: Int
    let table: Table
    let address: UInt16
    let quantity: Int

    /// The address behind its last coil or register.
    var end: Int {
        Int(address) + quantity
    }
}
