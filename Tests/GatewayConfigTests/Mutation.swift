import Foundation

/// Damages a site the way disks, editors and attackers do.
enum Mutation {
    static let scraps = [
        "\t", "\"", "'", ": ", "- ", "[", "{", "}", "]", "#", ",", ";", "\n", "\r\n", "\u{0}", "${", "${env:", "&a ",
        "*a", "|\n", "---\n",
        "\u{FEFF}", "999999999999999999999", "-1", "1e309", "null", "../", "é", "\u{1F600}", "id", "points/battery.csv",
    ]

    /// The demo site as it is in this repository.
    static func demo() throws -> [String: [UInt8]] {
        let names = [
            "site.yaml", "channels/field.yaml", "points/pv-inverter.csv", "points/battery.csv", "points/grid-meter.csv",
            "sinks/mqtt.yaml.example",
        ]
        let pairs = try names.map { name in
            (
                name.replacing(".example", with: ""),
                Array(try Data(contentsOf: Repository.folder.appending(path: "config/demo/\(name)")))
            )
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    static func apply(to files: inout [String: [UInt8]], _ random: inout SeededRandom) {
        guard let name = files.keys.sorted().randomElement(using: &random), var bytes = files[name] else { return }
        let at = Int.random(in: 0...bytes.count, using: &random)
        let end = min(bytes.count, at + Int.random(in: 0...40, using: &random))
        switch Int.random(in: 0..<7, using: &random) {
        case 0: bytes.removeSubrange(at..<end)
        case 1: bytes.insert(contentsOf: Array(scraps.randomElement(using: &random)?.utf8 ?? "".utf8), at: at)
        case 2: bytes.insert(contentsOf: bytes[at..<end], at: at)
        case 3: bytes.removeSubrange(at...)
        case 4: if at < bytes.count { bytes[at] = UInt8.random(in: 0...255, using: &random) }
        case 5:
            bytes.replaceSubrange(at..<end, with: (at..<end).map { _ in UInt8.random(in: 32...126, using: &random) })
        default: bytes = files.sorted { $0.key < $1.key }.randomElement(using: &random)?.value ?? bytes
        }
        files[name] = bytes
    }
}
