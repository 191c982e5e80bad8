import GatewayLoop
import Modbus

/// For benchmarks: holding and input registers 0…59,999 are new at each read.
///
/// The first two registers of every hundred are a uint32: microseconds of the monotonic clock when the read was
/// answered, modulo 2³². The next four are the same as a uint64. The others count reads, plus their address. Coils and
/// registers 60,000…65,535 keep what is written.
struct CounterSimulation: Simulation {
    static let live = 0..<60_000
    static let stampEvery = 100

    let slaveIDs: [UInt8]

    mutating func prepare(_ units: inout ServedUnits) {
        for id in slaveIDs { units[id] = RegisterBank(absent: .zero) }
        units.behaviour = LiveCounters(clock: { EventLoop.monotonic / 1000 })
    }
}
