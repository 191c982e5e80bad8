import Glibc
import Modbus

/// Registers for trying a client: some count, some swing, some jump, the rest keep what is written.
///
/// 1,000 addresses of each table. Holding and input registers alike: 0…9 count (register n by n + 1 a tick), 10…19 are
/// sines of ±1000 (signed), 20…29 chance in 0…1000, 30 a float32 sine around 20, 32 a uint32 count of ticks. Discrete
/// inputs 0…15 are the bits of the ticks. Everything else is the client's.
struct PlainSimulation: Simulation {
    static let addresses = 0..<1000

    let slaveIDs: [UInt8]
    private let noise: SiteNoise
    private var ticks: UInt32 = 0
    private var seconds = 0.0

    init(slaveIDs: [UInt8], seed: UInt64) {
        self.slaveIDs = slaveIDs
        noise = SiteNoise(seed: seed)
    }

    mutating func prepare(_ units: inout ServedUnits) {
        for id in slaveIDs {
            var bank = RegisterBank()
            for table in RegisterBank.Table.allCases { bank.define(table, Self.addresses) }
            publish(into: &bank)
            units[id] = bank
        }
    }

    mutating func advance(by seconds: Double, _ units: inout ServedUnits) {
        ticks &+= 1
        self.seconds += seconds
        for id in slaveIDs {
            guard var bank = units[id] else { continue }
            units[id] = nil
            publish(into: &bank)
            units[id] = bank
        }
    }

    private func publish(into bank: inout RegisterBank) {
        for table in [RegisterBank.Table.holding, .input] {
            for place in UInt16(0)..<10 {
                bank.set(UInt16(truncatingIfNeeded: ticks &* UInt32(place + 1)), in: table, at: place)
                bank.set(Int16(nearest: 1000 * swing(Double(place) / 10)), in: table, at: 10 + place)
                bank.set(UInt16(nearest: 1000 * chance(place)), in: table, at: 20 + place)
            }
            bank.set(Float(20 + 5 * swing(0)), in: table, at: 30)
            bank.set(ticks, in: table, at: 32)
        }
        for bit in UInt16(0)..<16 { bank.setBit(.discrete, at: bit, to: ticks >> UInt32(bit) & 1 == 1) }
    }

    /// One turn a minute; `phase` in turns.
    private func swing(_ phase: Double) -> Double {
        sin(2 * .pi * (seconds / 60 + phase))
    }

    private func chance(_ place: UInt16) -> Double {
        noise.value(.appliance, Int64(ticks) * 10 + Int64(place))
    }
}
