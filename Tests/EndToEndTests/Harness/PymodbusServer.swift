import Glibc

/// The server of config/example-pymodbus.
final class PymodbusServer: Sendable {
    static let isInstalled: Bool = {
        guard let folder = Optional(TemporaryFolder()),
            let probe = try? Program(
                "/usr/bin/env", ["python3", "-c", "import pymodbus.simulator"], output: "\(folder.path)/probe")
        else { return false }
        return probe.wait() == .exited(0)
    }()

    let port = LoopbackPort.free()
    private let program: Program

    init(_ folder: TemporaryFolder) throws {
        let script = "\(BuildFolder.project)/config/example-pymodbus/server.py"
        program = try Program("/usr/bin/env", ["python3", script, "\(port)"], output: "\(folder.path)/pymodbus.log")
    }
}
