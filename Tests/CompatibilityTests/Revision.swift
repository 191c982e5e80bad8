import Foundation
import PluginBench
import PluginHost
import Testing

/// One released revision of the contract, as `Tests/Compatibility` keeps it.
struct Revision: CustomTestStringConvertible, Comparable, Sendable {
    let major: Int
    let minor: Int

    static let root = "\(BuiltProducts.root)/Tests/Compatibility"
    /// The folder of today's header.
    static let today = "\(BuiltProducts.root)/Sources/CGatewayABI/include"

    /// All that are kept, oldest first.
    static let all: [Revision] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return names.compactMap(Revision.init).sorted()
    }()

    init?(_ name: String) {
        let parts = name.split(separator: ".").map { Int($0) }
        guard parts.count == 2, let major = parts[0], let minor = parts[1] else { return nil }
        (self.major, self.minor) = (major, minor)
    }

    init(major: Int, minor: Int) {
        (self.major, self.minor) = (major, minor)
    }

    static func < (left: Revision, right: Revision) -> Bool { (left.major, left.minor) < (right.major, right.minor) }

    var name: String { "\(major).\(minor)" }
    var testDescription: String { name }
    var headers: String { "\(Self.root)/\(name)/include" }

    func source(_ name: String) -> String { "\(Self.root)/\(self.name)/\(name).c" }

    /// All C files but the layout: plugins.
    var plugins: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(Self.root)/\(name)")) ?? []
        return names.filter { $0.hasSuffix(".c") && $0 != "layout.c" }.map { String($0.dropLast(2)) }.sorted()
    }
}
