import Modbus

/// Several independent sites behind one server, and the ranges their setpoints have.
struct SiteGroup: Simulation {
    private var sites: [EnergySiteSimulation]

    /// One site for each run of `maps.count` slave ids; `slaveIDs` must be such runs.
    init(_ maps: [RegisterMap], slaveIDs: [UInt8], timeOfDay: Double, seed: UInt64) {
        sites = stride(from: 0, to: slaveIDs.count, by: max(1, maps.count)).map { start in
            let units = zip(slaveIDs[start...], maps).map { EnergySiteSimulation.Unit(id: $0, map: $1) }
            return EnergySiteSimulation(units, timeOfDay: timeOfDay, seed: seed &+ UInt64(start))
        }
    }

    mutating func prepare(_ units: inout ServedUnits) {
        for index in sites.indices { sites[index].prepare(&units) }
        units.behaviour = SetpointRanges(
            maps: Dictionary(uniqueKeysWithValues: sites.flatMap(\.units).map { ($0.id, $0.map) }))
    }

    mutating func advance(by seconds: Double, _ units: inout ServedUnits) {
        for index in sites.indices { sites[index].advance(by: seconds, &units) }
    }

    mutating func obey(_ units: inout ServedUnits) {
        for index in sites.indices { sites[index].obey(&units) }
    }
}

/// Refuses setpoints a real device would refuse, with exception 3.
private struct SetpointRanges: RegisterBehaviour {
    let maps: [UInt8: RegisterMap]

    func refusal(
        ofWriting table: RegisterBank.Table, _ addresses: Range<Int>, to unit: UInt8, in bank: RegisterBank
    ) -> ExceptionCode? {
        guard let map = maps[unit], !map.accepts(table, addresses, in: bank) else { return nil }
        return .illegalDataValue
    }
}
