import Modbus

/// What makes the registers of some units live. Pure: time comes from outside.
protocol Simulation {
    /// Puts the units there, with their first values.
    mutating func prepare(_ units: inout ServedUnits)

    /// Lets `seconds` of device time pass.
    mutating func advance(by seconds: Double, _ units: inout ServedUnits)

    /// After writes were taken: lets them act at once.
    mutating func obey(_ units: inout ServedUnits)
}

extension Simulation {
    mutating func advance(by seconds: Double, _ units: inout ServedUnits) {}
    mutating func obey(_ units: inout ServedUnits) {}
}
