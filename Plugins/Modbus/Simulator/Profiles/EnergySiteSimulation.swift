import Modbus

/// Devices of one energy site: one model behind one or more units.
struct EnergySiteSimulation: Simulation {
    struct Unit {
        let id: UInt8
        let map: RegisterMap
    }

    let units: [Unit]
    private var model: EnergySiteModel

    init(_ units: [Unit], timeOfDay: Double, seed: UInt64) {
        self.units = units
        model = EnergySiteModel(timeOfDay: timeOfDay, seed: seed)
    }

    mutating func prepare(_ served: inout ServedUnits) {
        for unit in units {
            var bank = RegisterBank()
            unit.map.define(in: &bank, model)
            served[unit.id] = bank
        }
    }

    mutating func advance(by seconds: Double, _ served: inout ServedUnits) {
        model.advance(by: seconds)
        publish(&served)
    }

    mutating func obey(_ served: inout ServedUnits) {
        for unit in units {
            guard let bank = served[unit.id] else { continue }
            unit.map.obey(bank, &model.controls)
        }
        model.settle()
        publish(&served)
    }

    private func publish(_ served: inout ServedUnits) {
        for unit in units { served[unit.id]?.refresh(unit.map, model) }
    }
}

extension RegisterBank {
    /// In place, also behind an optional.
    fileprivate mutating func refresh(_ map: RegisterMap, _ model: EnergySiteModel) {
        map.publish(model, into: &self)
    }
}
