import Foundation
import Glibc

/// A folder for one test, removed with it.
final class Folder: Sendable {
    let path: String

    init() {
        var template = Array("/tmp/gateway-store-XXXXXX".utf8CString)
        path = mkdtemp(&template).map { String(cString: $0) } ?? "/tmp"
    }

    deinit {
        if path.hasPrefix("/tmp/gateway-store-") { try? FileManager.default.removeItem(atPath: path) }
    }

    func file(_ name: String) -> String {
        "\(path)/\(name)"
    }

    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    func read(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: file(name))))
    }

    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
    }

    /// What a crash would leave: every file as it is now, in a folder of its own.
    func snapshot() throws -> Folder {
        let copy = Folder()
        for name in names { try copy.write(read(name), to: name) }
        return copy
    }
}
