import Glibc
import PluginHost

/// What the package builds beside the tests, and where its sources are.
package enum BuiltProducts {
    /// The folder of the package.
    package static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

    /// `gatewayd-plugin`.
    package static let describer = path("gatewayd-plugin")

    package static func path(_ name: String) -> String {
        var room = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &room, room.count)
        let own = String(decoding: room.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return own.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/" + name
    }

    /// A plugin file as the gateway would find it.
    package static func judged(_ file: String) -> PluginFile {
        PluginDirectory(path: "", describer: describer, memory: nil).judge(file: file)
    }
}
