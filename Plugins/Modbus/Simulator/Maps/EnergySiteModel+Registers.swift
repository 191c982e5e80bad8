/// The model's values as registers count them.
extension EnergySiteModel {
    /// Amperes the inverter delivers into each phase: a third of its power.
    var inverterCurrent: GridMeter.Phases {
        let third = inverter.activePower / 3
        return GridMeter.Phases(
            l1: third / meter.voltage.l1, l2: third / meter.voltage.l2, l3: third / meter.voltage.l3)
    }
}

extension PVInverter {
    var stateNumber: Double { Double(state.rawValue) }
    var energyKWh: Double { energy / 1000 }
    var operatingHours: Double { operatingTime / 3600 }
    var isRunning: Bool { activePower > 0 }
}

extension SiteBattery {
    var stateNumber: Double { Double(state.rawValue) }
    var storedKWh: Double { storedEnergy / 1000 }
    var chargedKWh: Double { energyCharged / 1000 }
    var dischargedKWh: Double { energyDischarged / 1000 }
    var isCharging: Bool { activePower < 0 }
    var isDischarging: Bool { activePower > 0 }
}

extension GridMeter {
    var importKWh: Double { energyImport / 1000 }
    var exportKWh: Double { energyExport / 1000 }
    var isExporting: Bool { activePower < 0 }
}

extension SiteControls {
    /// Unknown numbers leave the mode as it is.
    var batteryModeNumber: Double {
        get { Double(batteryMode.rawValue) }
        set { batteryMode = UInt16(exactly: newValue).flatMap(BatteryMode.init) ?? batteryMode }
    }
}
