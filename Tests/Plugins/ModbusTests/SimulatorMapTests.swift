import Foundation
import Modbus
import Testing

@testable import ModbusSimulator

@Suite struct SimulatorMapTests {
    static let maps: [RegisterMap] = [.pvInverter, .battery, .gridMeter]

    private static let plugin = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Plugins/Modbus").standardizedFileURL

    @Test(arguments: maps)
    func `the sample point table is the map`(_ map: RegisterMap) throws {
        let file = Self.plugin.appending(path: "sample/\(map.id).csv")
        #expect(try String(contentsOf: file, encoding: .utf8) == map.csv)
    }

    @Test(arguments: maps)
    func `the README lists the map`(_ map: RegisterMap) throws {
        let readme = try String(contentsOf: Self.plugin.appending(path: "Simulator/README.md"), encoding: .utf8)
        for point in map.points {
            let place = point.place
            let bit = place.bit.map { " bit \($0)" } ?? ""
            let scale = point.scale == 1 ? "" : " × \(point.scale)"
            let row =
                "| `\(point.id)` | \(place.table.rawValue) \(place.address)\(bit) | \(point.format.rawValue)\(scale) | \(point.unit) |"
            #expect(readme.contains(row), "\(map.id): \(row)")
        }
    }

    @Test(arguments: maps)
    func `ids are unique and places do not overlap`(_ map: RegisterMap) {
        #expect(Set(map.points.map(\.id)).count == map.points.count)
        for (index, point) in map.points.enumerated() {
            for other in map.points[..<index] where other.place.table == point.place.table {
                let isShared = point.place.bit != nil && other.place.bit != nil && point.place.bit != other.place.bit
                #expect(isShared || !point.addresses.overlaps(other.addresses), "\(point.id) and \(other.id)")
            }
        }
    }

    @Test(arguments: maps)
    func `texts need no quotes in a table`(_ map: RegisterMap) {
        for point in map.points {
            #expect(
                [point.id, point.name, point.unit, point.text].allSatisfy { !$0.contains(where: ",\"\n".contains) })
        }
    }

    @Test func `the three devices of a site agree to the watt`() {
        var units = ServedUnits()
        var site = SiteGroup(DeviceProfile.energySite.maps, slaveIDs: [1, 2, 3], timeOfDay: 43_200, seed: 3)
        site.prepare(&units)
        for _ in 0..<500 {
            site.advance(by: 97, &units)
            let pv = float(units[1], 10)
            let battery = float(units[2], 10)
            #expect(float(units[3], 18) == float(units[3], 36) - pv - battery)
        }
    }

    @Test func `setpoints act at once on every device of the site`() {
        var units = ServedUnits()
        var site = SiteGroup(DeviceProfile.energySite.maps, slaveIDs: [1, 2, 3], timeOfDay: 43_200, seed: 1)
        site.prepare(&units)
        #expect(answer([0x10, 0, 0, 0, 3, 6, 0, 1, 0xFF, 0xFF, 0xEC, 0x78], 2, &units) == [0x10, 0, 0, 0, 3])
        site.obey(&units)
        #expect(float(units[2], 10) == -5000)
        #expect(float(units[3], 18) == float(units[3], 36) - float(units[1], 10) + 5000)
        #expect(answer([0x05, 0, 0, 0, 0], 1, &units) == [0x05, 0, 0, 0, 0])
        site.obey(&units)
        #expect(float(units[1], 10) == 0)
        #expect(units[1]?.register(.input, at: 0) == 0)
    }

    @Test func `setpoints out of range get exception 3 and are forgotten`() {
        var units = ServedUnits()
        var site = SiteGroup(DeviceProfile.energySite.maps, slaveIDs: [1, 2, 3], timeOfDay: 0, seed: 1)
        site.prepare(&units)
        #expect(answer([0x06, 0, 0, 0x03, 0xE9], 1, &units) == [0x86, 3])
        #expect(answer([0x06, 0, 0, 0x03, 0xE8], 1, &units) == [0x06, 0, 0, 0x03, 0xE8])
        #expect(answer([0x06, 0, 1, 0xFD, 0xA7], 1, &units) == [0x86, 3])
        #expect(answer([0x06, 0, 0, 0, 2], 2, &units) == [0x86, 3])
        #expect(answer([0x10, 0, 1, 0, 2, 4, 0x7F, 0xFF, 0xFF, 0xFF], 2, &units) == [0x90, 3])
        #expect(units[2]?.integer(Int32.self, .holding, at: 1) == 0)
        #expect(units.writes == 1)
    }

    @Test func `numbers that do not fit a register become its nearest end`() {
        #expect(Int16(nearest: 1e9) == .max)
        #expect(Int16(nearest: -1e9) == .min)
        #expect(UInt16(nearest: -1) == 0)
        #expect(UInt64(nearest: .infinity) == .max)
        #expect(Int32(nearest: .nan) == 0)
        #expect(Int32(nearest: 2.5) == 3)
    }

    @Test func `a device tells its name`() {
        var units = ServedUnits()
        var site = SiteGroup(DeviceProfile.battery.maps, slaveIDs: [8], timeOfDay: 0, seed: 1)
        site.prepare(&units)
        let pdu = answer([0x04, 0, 100, 0, 16], 8, &units)
        #expect(String(decoding: pdu.dropFirst(2).prefix { $0 != 0 }, as: UTF8.self) == "Demo Battery 100")
    }

    private func answer(_ pdu: [UInt8], _ unit: UInt8, _ units: inout ServedUnits) -> [UInt8] {
        var output: [UInt8] = []
        _ = pdu.withUnsafeBytes { units.answer($0, for: unit, into: &output) }
        return output
    }

    private func float(_ bank: RegisterBank?, _ address: UInt16) -> Float {
        Float(bitPattern: bank?.integer(UInt32.self, .input, at: address) ?? 0)
    }
}
