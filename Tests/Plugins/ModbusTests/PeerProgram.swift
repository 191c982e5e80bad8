import Foundation

/// A program of somebody else, run to its end.
struct PeerProgram {
    let status: Int32
    let output: String

    init(_ path: String, _ arguments: [String]) throws {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        status = process.terminationStatus
        output = String(decoding: bytes, as: UTF8.self)
    }

    /// Says on the terminal what is not tested when it is missing.
    static func isThere(_ what: String, _ mend: String, _ isThere: Bool) -> Bool {
        if !isThere { print("SKIPPED: tests against \(what), which is not installed; \(mend)") }
        return isThere
    }

    static let mbpoll = "/usr/bin/mbpoll"
    static let env = "/usr/bin/env"

    static let hasMbpoll = isThere(
        "mbpoll", "apt-get install mbpoll", FileManager.default.isExecutableFile(atPath: mbpoll))
    static let hasPymodbus = isThere(
        "pymodbus", "pip install pymodbus", (try? PeerProgram(env, ["python3", "-c", "import pymodbus"]).status) == 0)
}
