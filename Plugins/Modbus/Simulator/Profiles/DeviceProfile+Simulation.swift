extension DeviceProfile {
    /// A fresh simulation; `number` tells the ports of one simulator apart.
    func simulation(_ options: SimulatorOptions, number: Int) -> any Simulation {
        let seed = options.seed &+ UInt64(number) &* 1000
        switch self {
        case .plain: return PlainSimulation(slaveIDs: options.slaveIDs, seed: seed)
        case .counter: return CounterSimulation(slaveIDs: options.slaveIDs)
        case .pvInverter, .battery, .gridMeter, .energySite:
            return SiteGroup(maps, slaveIDs: slaveIDs(options), timeOfDay: options.startSecond, seed: seed)
        }
    }

    /// The slave ids it takes up: a site asked for with its first id only takes the next ones too.
    func slaveIDs(_ options: SimulatorOptions) -> [UInt8] {
        guard options.slaveIDs.count == 1, let first = options.slaveIDs.first, maps.count > 1 else {
            return options.slaveIDs
        }
        return (0..<UInt8(maps.count)).map { first &+ $0 }
    }
}
