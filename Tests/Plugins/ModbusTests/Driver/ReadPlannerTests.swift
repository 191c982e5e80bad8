import Modbus
import Testing

@testable import ModbusDriver

@Suite struct ReadPlannerTests {
    private func plan(
        _ points: [(Table, Int, Int)], gap: Int = 0, maxRegisters: Int = 125, maxCoils: Int = 2000
    ) -> [String] {
        var device = DeviceSettings()
        device.mergeGap = gap
        device.mergeGapCoils = gap
        device.maxRegisters = maxRegisters
        device.maxCoils = maxCoils
        let items = points.enumerated().map { index, point in
            ReadItem(point: index, table: point.0, address: UInt16(point.1), quantity: point.2)
        }
        return ReadPlanner.spans(items, on: device).map { span in
            "\(span.table) \(span.address)+\(span.quantity): \(span.items.map { "\($0.point)" }.joined(separator: " "))"
        }
    }

    @Test func `nothing to read is no request`() {
        #expect(plan([]) == [])
    }

    @Test func `neighbours share a request, in whatever order they are given`() {
        #expect(plan([(.holding, 4, 2), (.holding, 0, 2), (.holding, 2, 2)]) == ["holding 0+6: 1 2 0"])
    }

    @Test func `a hole parts requests unless the gap allows it`() {
        let points: [(Table, Int, Int)] = [(.holding, 0, 1), (.holding, 5, 1)]
        #expect(plan(points, gap: 3) == ["holding 0+1: 0", "holding 5+1: 1"])
        #expect(plan(points, gap: 4) == ["holding 0+6: 0 1"])
    }

    @Test func `no request is longer than the device allows`() {
        let points = (0..<5).map { (Table.holding, $0 * 2, 2) }
        #expect(plan(points, maxRegisters: 4) == ["holding 0+4: 0 1", "holding 4+4: 2 3", "holding 8+2: 4"])
        #expect(plan(points, maxRegisters: 5) == ["holding 0+4: 0 1", "holding 4+4: 2 3", "holding 8+2: 4"])
    }

    @Test func `points may share registers and lie within each other`() {
        #expect(plan([(.input, 10, 4), (.input, 10, 1), (.input, 12, 1), (.input, 13, 2)]) == ["input 10+5: 1 0 2 3"])
    }

    @Test func `tables are read apart, bits by their own limit`() {
        let points: [(Table, Int, Int)] = [
            (.holding, 0, 1), (.coil, 0, 1), (.discrete, 1, 1), (.input, 1, 1), (.coil, 1, 1), (.coil, 2, 1),
        ]
        #expect(
            plan(points, maxCoils: 2) == [
                "coil 0+2: 1 4", "coil 2+1: 5", "discrete 1+1: 2", "input 1+1: 3", "holding 0+1: 0",
            ])
    }

    @Test func `the last register is within reach`() {
        #expect(
            plan([(.holding, 65534, 2), (.holding, 65410, 1)], gap: 124) == [
                "holding 65410+1: 1", "holding 65534+2: 0",
            ])
        #expect(plan([(.holding, 65534, 2), (.holding, 65411, 1)], gap: 124) == ["holding 65411+125: 1 0"])
    }

    @Test func `every point of a random plan lies in exactly one span, within limits`() {
        var random = SeededGenerator(seed: 99)
        for _ in 0..<200 {
            let points = (0..<100).map { _ in
                (Table.allCases.randomElement(using: &random) ?? .coil, Int.random(in: 0...2000, using: &random), 1)
            }
            var device = DeviceSettings()
            device.maxRegisters = Int.random(in: 1...125, using: &random)
            device.maxCoils = Int.random(in: 1...2000, using: &random)
            device.mergeGap = Int.random(in: 0...124, using: &random)
            let items = points.enumerated().map {
                ReadItem(point: $0, table: $1.0, address: UInt16($1.1), quantity: $1.2)
            }
            let spans = ReadPlanner.spans(items, on: device)
            #expect(spans.flatMap(\.items).map(\.point).sorted() == Array(0..<100))
            for span in spans {
                #expect(span.quantity <= device.readLimit(span.table))
                #expect(span.items.allSatisfy { $0.address >= span.address && $0.end <= span.end })
            }
        }
    }
}
