import GatewayCore
import Testing

@testable import GatewayConfig

@Suite struct PointTableTests {
    @Test func `gives back the points it was made of`() {
        #expect(Array(PointTable(Self.points)) == Self.points)
        #expect(PointTable([PointConfig]()).isEmpty)
    }

    @Test func `is equal when its points are`() {
        var other = Self.points
        #expect(PointTable(Self.points) == PointTable(other))
        other[1].deadband = .percent(2)
        #expect(PointTable(Self.points) != PointTable(other))
    }

    @Test func `fills short addresses up`() {
        let table: PointTable = [
            PointConfig(id: "a", address: [.int(1), .text("x")]), PointConfig(id: "b", address: [.int(2)]),
        ]
        #expect(table[1].address == [.int(2), .absent])
    }

    private static let points = [
        PointConfig(
            id: "a", name: "Ä", device: 1, unit: "°C", tags: ["x"], address: [.int(-1), .text("input"), .bool(true)]),
        PointConfig(
            id: "b", scale: 0.1, deadband: .absolute(1), minimum: 0, address: [.float(0.5), .absent, .text("")],
            location: Location(file: "b.csv", line: 7)),
        PointConfig(
            id: "", kind: .setpoint, dataType: .bool, access: [.read, .write], maximum: 9,
            description: "long enough to leave the inline form", address: [.absent, .text("input"), .bool(false)],
            location: Location(file: "b.csv", line: 8)),
    ]
}
