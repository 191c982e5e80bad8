import Testing

@testable import ModbusSimulator

@Suite struct SimulatorEnergyTests {
    @Test(arguments: [1, 2, 3, 99] as [UInt64])
    func `over three days the balance is exact and counters only grow`(_ seed: UInt64) {
        var model = EnergySiteModel(timeOfDay: 0, seed: seed)
        var before = Counters(model)
        for _ in 0..<(3 * 86_400 / 20) {
            model.advance(by: 20)
            #expect(model.meter.activePower == model.loadPower - model.inverter.activePower - model.battery.activePower)
            let phases = model.meter.power
            #expect(phases.l1 + phases.l2 + phases.l3 == model.meter.activePower)
            let now = Counters(model)
            #expect(now.isAtLeast(before))
            #expect((4.999...95.001).contains(model.battery.stateOfCharge))
            before = now
        }
        #expect(model.time == 3 * 86_400)
    }

    @Test func `energy is the integral of power`() {
        var model = EnergySiteModel(timeOfDay: 10 * 3600)
        let start = Counters(model)
        var sums = (pv: 0.0, grid: 0.0, battery: 0.0, load: 0.0)
        for _ in 0..<3600 {
            model.advance(by: 10)
            sums.pv += model.inverter.activePower / 360
            sums.grid += model.meter.activePower / 360
            sums.battery += model.battery.activePower / 360
            sums.load += model.loadPower / 360
        }
        let end = Counters(model)
        #expect(abs(end.pv - start.pv - sums.pv) < 0.01)
        #expect(abs(end.imported - start.imported - end.exported + start.exported - sums.grid) < 0.01)
        #expect(abs(end.discharged - start.discharged - end.charged + start.charged - sums.battery) < 0.01)
        #expect(sums.pv > 1000 && sums.load > 1000)
    }

    @Test func `the sun shines by day and not by night`() {
        var brightest = 0.0
        for hour in 0..<24 {
            let model = EnergySiteModel(timeOfDay: Double(hour) * 3600)
            brightest = max(brightest, model.inverter.irradiance)
            if hour < 6 || hour > 20 {
                #expect(model.inverter.irradiance == 0)
                #expect(model.inverter.activePower == 0)
                #expect(model.inverter.state == .standby)
            }
        }
        #expect((200...1040).contains(brightest))
    }

    @Test func `the battery charges from surplus by day and discharges in the evening`() {
        var model = EnergySiteModel(timeOfDay: 0)
        var charged = 0.0
        var discharged = 0.0
        for _ in 0..<8640 {
            model.advance(by: 10)
            let power = model.battery.activePower
            if power < 0 {
                charged -= power / 360
                #expect(model.inverter.activePower > model.loadPower)
            }
            if power > 0 {
                discharged += power / 360
                #expect(model.time.truncatingRemainder(dividingBy: 86_400) >= 16.4 * 3600)
            }
        }
        #expect(charged > 10_000)
        #expect(discharged > 10_000)
    }

    @Test func `the same calls give the same site, another seed another`() {
        var sites = [
            EnergySiteModel(timeOfDay: 0, seed: 5), EnergySiteModel(timeOfDay: 0, seed: 5),
            EnergySiteModel(timeOfDay: 0, seed: 6),
        ]
        for index in sites.indices { sites[index].advance(by: 40_000) }
        #expect(Counters(sites[0]) == Counters(sites[1]))
        #expect(Counters(sites[0]) != Counters(sites[2]))
    }

    @Test func `one long step is many short ones`() {
        var long = EnergySiteModel(timeOfDay: 36_000)
        var short = long
        long.advance(by: 7200)
        for _ in 0..<720 { short.advance(by: 10) }
        #expect(Counters(long) == Counters(short))
    }

    @Test(arguments: [-1, 0, .nan, .infinity, -.infinity, 1e300] as [Double])
    func `time that makes no sense is ignored`(_ seconds: Double) {
        var model = EnergySiteModel(timeOfDay: .nan)
        model.advance(by: seconds)
        #expect(model.time == 0)
    }

    @Test func `a clock outside the day is brought into it`() {
        #expect(EnergySiteModel(timeOfDay: 90_000).time == 3600)
        #expect(EnergySiteModel(timeOfDay: -3600).time == 82_800)
        #expect(EnergySiteModel(timeOfDay: .infinity).time == 0)
    }

    @Test func `the inverter keeps to its limit at once`() {
        var model = EnergySiteModel(timeOfDay: 13 * 3600, seed: 1)
        #expect(model.inverter.activePower > 4500)
        model.controls.inverterPowerLimit = 10
        model.settle()
        #expect(model.inverter.activePower == 4500)
        #expect(model.inverter.state == .limited)
        #expect(model.inverter.isPowerLimited)
        model.controls.inverterEnabled = false
        model.settle()
        #expect(model.inverter.activePower == 0)
        #expect(model.inverter.state == .off)
        model.controls.inverterEnabled = true
        model.controls.inverterPowerLimit = -5
        model.settle()
        #expect(model.inverter.activePower == 0)
    }

    @Test func `reactive power follows its setpoint`() {
        var model = EnergySiteModel(timeOfDay: 13 * 3600)
        let before = model.meter.reactivePower
        model.controls.inverterReactivePower = -20
        model.settle()
        #expect(model.inverter.reactivePower == -9000)
        #expect(model.meter.reactivePower == before + 9000)
    }

    @Test func `the battery follows its setpoint until it is empty or full`() {
        var model = EnergySiteModel(timeOfDay: 0)
        model.controls.batteryMode = .setpoint
        model.controls.batteryPowerSetpoint = 20_000
        model.settle()
        #expect(model.battery.activePower == 20_000)
        #expect(model.battery.state == .discharging)
        model.advance(by: 12 * 3600)
        #expect(abs(model.battery.stateOfCharge - 5) < 0.1)
        #expect(model.battery.isLow && model.battery.isPowerLimited)
        #expect(model.battery.activePower < 100)
        model.controls.batteryPowerSetpoint = -1_000_000
        model.advance(by: 1)
        #expect((-30_000 ..< -1000).contains(model.battery.activePower))
        model.advance(by: 24 * 3600)
        #expect(abs(model.battery.stateOfCharge - 95) < 0.1)
        #expect(model.battery.isHigh)
    }

    @Test func `bounds of charge act, and never beyond 5 and 95 percent`() {
        var model = EnergySiteModel(timeOfDay: 0)
        model.controls.batteryMode = .setpoint
        model.controls.batteryLowerBound = 30
        model.controls.batteryPowerSetpoint = 30_000
        model.advance(by: 12 * 3600)
        #expect(abs(model.battery.stateOfCharge - 30) < 0.1)
        model.controls.batteryLowerBound = -50
        model.advance(by: 12 * 3600)
        #expect(abs(model.battery.stateOfCharge - 5) < 0.1)
    }

    @Test func `a battery that is off does nothing`() {
        var model = EnergySiteModel(timeOfDay: 12 * 3600)
        model.controls.batteryEnabled = false
        let energy = model.battery.storedEnergy
        model.advance(by: 24 * 3600)
        #expect(model.battery.storedEnergy == energy)
        #expect(model.battery.state == .off)
    }

    @Test func `load shedding lowers the load when the heat pump runs`() {
        let differences = (0..<288).map { slot in
            var model = EnergySiteModel(timeOfDay: Double(slot) * 300)
            let before = model.loadPower
            model.controls.loadShedding = true
            model.settle()
            return before - model.loadPower
        }
        #expect(differences.allSatisfy { $0 == 0 || $0 == 5500 })
        #expect(differences.contains(5500) && differences.contains(0))
    }

    @Test func `the demand is the mean import of the last quarter hour`() {
        var model = EnergySiteModel(timeOfDay: 0)
        #expect(model.meter.demand == 0)
        let before = model.meter.energyImport
        for _ in 0..<89 { model.advance(by: 10) }
        let imported = model.meter.energyImport - before
        model.advance(by: 10)
        #expect(abs(model.meter.demand - imported / 890 * 3600) <= 1)
    }

    @Test func `the demand limit raises an alarm`() {
        var model = EnergySiteModel(timeOfDay: 0)
        #expect(!model.meter.isDemandExceeded)
        model.controls.demandLimit = 100
        model.settle()
        #expect(model.meter.isDemandExceeded)
    }

    private struct Counters: Equatable {
        let pv, imported, exported, charged, discharged: Double

        init(_ model: EnergySiteModel) {
            pv = model.inverter.energy
            imported = model.meter.energyImport
            exported = model.meter.energyExport
            charged = model.battery.energyCharged
            discharged = model.battery.energyDischarged
        }

        func isAtLeast(_ other: Counters) -> Bool {
            pv >= other.pv && imported >= other.imported && exported >= other.exported && charged >= other.charged
                && discharged >= other.discharged
        }
    }
}
