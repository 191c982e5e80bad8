/// What went over a connection since it was made.
struct SessionCounters: Equatable {
    /// Why nobody waits for a frame.
    enum Stray: String, Equatable, CaseIterable {
        /// Late, sent twice, or invented.
        case transaction
        case unit
        case function
    }

    var requests = 0
    var answers = 0
    var exceptions = 0
    var malformed = 0
    var timeouts = 0
    private(set) var strayTransactions = 0
    private(set) var strayUnits = 0
    private(set) var strayFunctions = 0

    var strays: Int {
        strayTransactions + strayUnits + strayFunctions
    }

    mutating func count(_ stray: Stray) {
        switch stray {
        case .transaction: strayTransactions += 1
        case .unit: strayUnits += 1
        case .function: strayFunctions += 1
        }
    }
}
