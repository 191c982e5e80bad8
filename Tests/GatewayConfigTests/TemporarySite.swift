import Foundation

@testable import GatewayConfig

/// A site in a folder of its own, gone with the value.
final class TemporarySite {
    let folder: String

    init(_ files: [String: String] = [:]) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "site-\(UUID().uuidString)").path(
            percentEncoded: false)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (name, text) in files { try write(name, Data(text.utf8)) }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    func write(_ name: String, _ data: Data) throws {
        let path = "\(folder)/\(name)"
        let parent = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        try data.write(to: URL(filePath: path))
    }

    func read(environment: [String: String] = [:]) -> SiteReading {
        SiteReader(plugins: KnownPlugins.all, environment: environment).read(folder)
    }

    /// What is said, without the way to the folder.
    func said() -> [String] {
        read().findings.map { $0.description.replacing("\(folder)/", with: "") }
    }

    static let site = "version: 1\nname: plant\n"
    static let channel = """
        plugin: modbus
        settings: {host: 10.0.0.5}
        groups: {fast: 500 ms}
        devices:
          - id: meter
            settings: {unit_id: 7}
            points: points/meter.csv
            tags: [billing]

        """
    static let table = """
        id,name,kind,type,unit,scale,offset,deadband,access,group,tags,description,table,address
        power,Active power,telemetry,float32,kW,0.1,2,1%,r,fast,main,Of all phases,input,10
        limit,,setpoint,uint16,%,,,0.5,,,,,,0x20

        """

    /// One channel with one device of two points.
    static let small = ["site.yaml": site, "channels/field.yaml": channel, "points/meter.csv": table]
}
