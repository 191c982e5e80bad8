import Testing

/// The judge of the delivery tests is itself not blind.
@Suite struct LedgerTests {
    private func message(_ block: String, _ values: [Int], quality: String = "good") -> Subscriber.Message {
        let samples = values.map { #"{"name":"r10","value":\#($0 + 10),"quality":"\#(quality)","time":1}"# }
        return Subscriber.Message(
            topic: "t/a", payload: #"{"time":1,"block":"\#(block)","samples":[\#(samples.joined(separator: ","))]}"#)
    }

    @Test func `a run without a hole is whole`() throws {
        var ledger = CounterLedger()
        try ledger.take([message("1-1-1", [1, 2]), message("1-1-2", [3])])
        #expect(ledger.reads == [10: [1, 2, 3]])
        #expect((ledger.missing, ledger.duplicates, ledger.strays, ledger.bad) == (0, 0, 0, 0))
    }

    @Test func `a hole is missing, at the beginning too`() throws {
        var ledger = CounterLedger()
        try ledger.take([message("1-1-1", [3, 4, 7])])
        #expect(ledger.missing == 4)
    }

    @Test func `a block may come again; old samples in a new one are out of order`() throws {
        var ledger = CounterLedger()
        try ledger.take([message("1-1-1", [1, 2]), message("1-1-1", [1, 2])])
        #expect((ledger.duplicates, ledger.strays) == (2, 0))
        try ledger.take([message("1-1-2", [2, 3])])
        #expect((ledger.duplicates, ledger.strays) == (3, 1))
    }

    @Test func `bad samples are no values`() throws {
        var ledger = CounterLedger()
        try ledger.take([message("1-1-1", [1], quality: "bad(not-connected)")])
        #expect((ledger.count, ledger.bad) == (0, 1))
    }
}
