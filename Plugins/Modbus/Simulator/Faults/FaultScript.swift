/// What a connection still has to do because of faults, in order. Pure: the connection acts and tells the time.
struct FaultScript {
    private var actions: ArraySlice<FaultAction> = []
    /// Until ``waited()``.
    private(set) var isWaiting = false
    /// For ever.
    private(set) var isHeld = false

    /// No answer may be made now.
    var isBusy: Bool {
        isWaiting || isHeld
    }

    mutating func add(_ more: [FaultAction]) {
        actions.append(contentsOf: more)
    }

    /// The next thing to do now; `nil` when there is none, or none yet.
    mutating func next() -> FaultAction? {
        guard !isBusy, let action = actions.popFirst() else { return nil }
        if case .wait = action { isWaiting = true }
        if case .hold = action { isHeld = true }
        return action
    }

    mutating func waited() {
        isWaiting = false
    }
}
