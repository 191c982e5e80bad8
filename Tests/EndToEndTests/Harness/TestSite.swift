import Foundation

/// A site of a test: files in a folder, and the plugins and data beside them.
final class TestSite: Sendable {
    let folder: TemporaryFolder
    /// Where the daemon keeps what has to survive.
    let data: String

    var path: String { "\(folder.path)/site" }
    var drivers: String { "\(folder.path)/drivers.d" }
    var socket: String { "\(folder.path)/api.sock" }

    /// - Parameter plugins: of the build, to be staged: `modbus`, `mqtt`.
    /// - Parameter lines: of site.yaml, behind version and name.
    init(
        _ folder: TemporaryFolder = TemporaryFolder(), plugins: [String] = ["modbus", "mqtt"], data: String? = nil,
        lines: String = "history: {enabled: false}"
    ) throws {
        self.folder = folder
        self.data = data ?? "\(folder.path)/data"
        _ = folder.folder("drivers.d")
        folder.write("site/site.yaml", "version: 1\nname: bench\n\(lines)\n")
        for plugin in plugins { try stage(plugin) }
    }

    /// A site of the project, to be found by its path there.
    convenience init(_ folder: TemporaryFolder, copying path: String) throws {
        try self.init(folder)
        try FileManager.default.removeItem(atPath: self.path)
        try FileManager.default.copyItem(atPath: "\(BuildFolder.project)/\(path)", toPath: self.path)
    }

    func rename(_ old: String, _ new: String) throws {
        try FileManager.default.moveItem(atPath: "\(path)/\(old)", toPath: "\(path)/\(new)")
    }

    /// The plugins that were built with the gateway; `scripts/stage` writes such a list beside the program.
    var builtIn: String { "\(folder.path)/plugins.sha256" }

    /// Puts a plugin of the build into drivers.d, as one that was built with the gateway.
    func stage(_ plugin: String) throws {
        let library = plugin == "mqtt" ? "MQTT" : plugin.prefix(1).uppercased() + plugin.dropFirst()
        let source = "\(BuildFolder.path)/lib\(library)Plugin.so"
        guard access(source, R_OK) == 0 else { throw Failure("\(source) has not been built") }
        try copy(source, "\(plugin).so")
        guard system("sha256sum '\(source)' >> '\(builtIn)'") == 0 else { throw Failure("cannot sum \(source)") }
    }

    /// Compiles a plugin of Tests/Fixtures into drivers.d.
    func stage(fixture: String, as name: String) async throws {
        let compiler = try Program(
            "/usr/bin/env",
            [
                "cc", "-shared", "-fPIC", "-pthread", "-I", "\(BuildFolder.project)/Sources/CGatewayABI/include", "-o",
                "\(drivers)/\(name)", "\(BuildFolder.project)/Tests/Fixtures/\(fixture).c",
            ],
            output: "\(folder.path)/cc.log")
        guard try await compiler.ended(within: .seconds(30)) == .exited(0) else {
            throw Failure("cannot compile \(fixture).c: \(compiler.output.text)")
        }
    }

    func copy(_ source: String, _ name: String) throws {
        let target = "\(drivers)/\(name)"
        try FileManager.default.copyItem(atPath: source, toPath: target)
        chmod(target, 0o755)
    }

    /// Writes the file of a channel of the Modbus plugin with one device.
    func channel(
        _ id: String, port: Int, unit: Int = 1, points: String, period: String = "100 ms", settings: String = "",
        device: String = ""
    ) {
        let table = "points/\(id).csv"
        folder.write("site/\(table)", points)
        folder.write(
            "site/channels/\(id).yaml",
            """
            plugin: modbus
            settings: {host: 127.0.0.1, port: \(port)\(settings.isEmpty ? "" : ", \(settings)")}
            groups: {default: \(period)}
            devices:
              - id: unit
                settings: {unit_id: \(unit)\(device.isEmpty ? "" : ", \(device)")}
                points: \(table)

            """)
    }

    /// Writes the file of an MQTT sink.
    func sink(_ id: String = "mqtt", port: Int, settings: String = "", lines: String = "") {
        folder.write(
            "site/sinks/\(id).yaml",
            """
            plugin: mqtt
            settings: {host: 127.0.0.1, port: \(port), topic: "\(id)/{channel}/{device}"\(settings.isEmpty ? "" : ", \(settings)")}
            \(lines)

            """)
    }
}
