import GatewayCore
import Synchronization
import Testing

@testable import GatewayRuntime

@Suite struct ChannelTableTests {
    private let none = UnsafeRawBufferPointer(start: nil, count: 0)

    private func table(_ rules: [PointRule], to receiver: Gathered) -> ChannelTable {
        let table = ChannelTable(rules)
        table.route(to: [receiver], wanted: rules.map { _ in 1 })
        return table
    }

    private func ingest(_ table: ChannelTable, _ samples: [Sample], at time: Int64 = 100) {
        samples.withUnsafeBufferPointer { table.ingest($0, bytes: none, received: Timestamp(rawValue: time)) }
    }

    @Test func `raw values become engineering values`() {
        var rule = PointRule(id: 7)
        (rule.conversion, rule.scaling) = (.linear, Scaling(scale: 0.1, offset: -5))
        let gathered = Gathered()
        let table = table([rule], to: gathered)
        ingest(table, [Sample(point: 0, int: 250)])
        #expect(gathered.lines == ["7 20.0 good 100"])
        #expect(table.snapshot([0]).first?.value == .float(20))
    }

    @Test func `a device's own time is kept, and the receive time stands in for it`() {
        let gathered = Gathered()
        let table = table([PointRule(id: 7)], to: gathered)
        ingest(table, [Sample(point: 0, int: 1, sourceTime: Timestamp(rawValue: 42))])
        #expect(table.snapshot([0]).first?.sourceTime == Timestamp(rawValue: 42))
        #expect(table.snapshot([0]).first?.receiveTime == Timestamp(rawValue: 100))
        #expect(table.snapshot([0]).first?.hasOnlyReceiveTime == false)
        ingest(table, [Sample(point: 0, int: 2)])
        #expect(table.snapshot([0]).first?.hasOnlyReceiveTime == true)
        #expect(gathered.lines == ["7 1 good 42", "7 2 good 100"])
    }

    @Test func `a deadband holds small changes back but the table knows them`() {
        var rule = PointRule(id: 1)
        (rule.band, rule.width) = (.absolute, 1)
        let gathered = Gathered()
        let table = table([rule], to: gathered)
        for value in [10, 10.5, 11, 11.1, 10.2] { ingest(table, [Sample(point: 0, float: value)]) }
        #expect(gathered.lines == ["1 10.0 good 100", "1 11.1 good 100"])
        #expect(table.snapshot([0]).first?.value == .float(10.2))
    }

    @Test func `a change of quality passes every deadband`() {
        var rule = PointRule(id: 1)
        (rule.band, rule.width) = (.percent, 50)
        let gathered = Gathered()
        let table = table([rule], to: gathered)
        ingest(table, [Sample(point: 0, float: 10)])
        ingest(table, [Sample(point: 0, float: 10, quality: Quality(.uncertain, .stale))])
        #expect(gathered.lines == ["1 10.0 good 100", "1 10.0 uncertain(stale) 100"])
    }

    @Test func `a quality alone keeps the last value and is told once`() {
        let gathered = Gathered()
        let table = table([PointRule(id: 1)], to: gathered)
        ingest(table, [Sample(point: 0, int: 5)])
        table.mark([0], .notConnected, at: Timestamp(rawValue: 200))
        table.mark([0], .notConnected, at: Timestamp(rawValue: 300))
        #expect(gathered.lines == ["1 5 good 100", "1 5 bad(not-connected) 200"])
        #expect(table.snapshot([0]).first?.value == .int(5))
    }

    @Test func `a point that never had a value has none, not zero`() {
        let gathered = Gathered()
        let table = table([PointRule(id: 1)], to: gathered)
        #expect(table.snapshot([0]).first?.value == Value.none)
        #expect(table.snapshot([0]).first?.quality == .waiting)
        table.mark([0], .notConnected, at: Timestamp(rawValue: 200))
        #expect(gathered.lines == ["1 - bad(not-connected) 200"])
    }

    @Test func `each receiver gets the points it wants`() {
        let (left, right) = (Gathered(), Gathered())
        let table = ChannelTable([PointRule(id: 10), PointRule(id: 11), PointRule(id: 12)])
        table.route(to: [left, right], wanted: [0b01, 0b11, 0b10])
        ingest(table, (0..<3).map { Sample(point: $0, int: Int64($0)) })
        #expect(left.lines == ["10 0 good 100", "11 1 good 100"])
        #expect(right.lines == ["11 1 good 100", "12 2 good 100"])
    }

    @Test func `texts are passed on and remembered`() {
        let gathered = Gathered()
        let table = table([PointRule(id: 3)], to: gathered)
        let batch = SampleBuffer()
        batch.append(point: 0, text: "charging")
        table.ingest(batch.view, bytes: batch.byteView, received: Timestamp(rawValue: 1))
        table.mark([0], .notConnected, at: Timestamp(rawValue: 2))
        #expect(gathered.lines == ["3 charging good 1", "3 charging bad(not-connected) 2"])
        #expect(table.snapshot([0]).first?.value == .text("charging"))
    }

    @Test func `a scaled result that is not finite is bad`() {
        var rule = PointRule(id: 1)
        (rule.conversion, rule.scaling) = (.linear, Scaling(scale: 1e300, offset: 0))
        let gathered = Gathered()
        let table = table([rule], to: gathered)
        // Before there is a value, and after.
        ingest(table, [Sample(point: 0, float: 1e300)])
        #expect(table.snapshot([0]).first?.value == Value.none)
        ingest(table, [Sample(point: 0, float: 2)])
        ingest(table, [Sample(point: 0, float: 1e300)])
        #expect(table.snapshot([0]).first?.quality == Quality(.bad, .overflow))
        #expect(table.snapshot([0]).first?.value == .float(2e300))
        #expect(gathered.lines == ["1 - bad(overflow) 100", "1 2e+300 good 100", "1 2e+300 bad(overflow) 100"])
    }
}

/// Writes down what it receives. Unchecked: tests call it from one thread.
private final class Gathered: SampleReceiver, @unchecked Sendable {
    private(set) var lines: [String] = []

    func receive(_ samples: UnsafeBufferPointer<Sample>, bytes: UnsafeRawBufferPointer, at received: Timestamp) {
        for sample in samples {
            let value = SampleBuffer.value(sample, bytes: bytes)
            lines.append("\(sample.point) \(value) \(sample.quality) \(sample.sourceTime.rawValue)")
        }
    }
}
