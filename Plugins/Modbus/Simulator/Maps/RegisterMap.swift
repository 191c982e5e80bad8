import Modbus

/// The register map of one demo device.
public struct RegisterMap: Sendable {
    /// Where every device says what it is: input registers 100…115 hold its name as text.
    static let namePlace: UInt16 = 100
    static let nameRegisters = 16

    /// As the profile is called: `battery`.
    public let id: String
    /// Make and model, as the device tells.
    public let name: String
    public let points: [MapPoint]

    /// Makes the map's addresses exist, controls and name included.
    func define(in bank: inout RegisterBank, _ model: EnergySiteModel) {
        for point in points { bank.define(point.place.table, point.addresses) }
        bank.set(name, in: .input, at: Self.namePlace, registers: Self.nameRegisters)
        for point in points { point.publish(model, into: &bank) }
    }

    /// Refreshes what the device reports; what operators set stays as they wrote it.
    func publish(_ model: EnergySiteModel, into bank: inout RegisterBank) {
        for point in points where !point.isWritable { point.publish(model, into: &bank) }
    }

    func obey(_ bank: RegisterBank, _ controls: inout SiteControls) {
        for point in points { point.obey(bank, &controls) }
    }

    /// Whether the device takes a write to `addresses`, judged by what `bank` holds after it.
    func accepts(_ table: RegisterBank.Table, _ addresses: Range<Int>, in bank: RegisterBank) -> Bool {
        points.allSatisfy { point in
            point.place.table != table || !point.addresses.overlaps(addresses) || point.accepts(bank)
        }
    }
}
