import ModbusSimulator

/// A device whose every answer can be told from every other: each read is a number higher than the one before, and each
/// register holds that number plus its address. So a receiver can prove that it got all of them, in order, unaltered.
final class CounterDevice {
    /// One read of the plugin gets them all: 125 registers, six of which are something else.
    static let addresses = Array(6..<100) + Array(106..<131)

    let device: Device

    init() throws {
        device = try Device(.counter)
    }

    /// Reads answered so far, each with a sample for every point.
    var reads: Int {
        device.requests
    }

    func channel(in site: TestSite, period: String = "10 ms") {
        site.channel(
            "load", port: device.port, points: PointTable.registers(Self.addresses), period: period,
            device: "merge_gap: 6")
    }
}
