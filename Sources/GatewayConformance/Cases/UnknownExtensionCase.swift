import CGatewayABI
import Glibc

extension CaseRun {
    /// Ids that nobody has given a meaning, some of them close to one that has.
    private static let unknown: [String] =
        [
            "", "gw", "gw.", "gw.describe", "gw.describe/", "gw.describe/10", "gw.describe/1 ", "GW.DESCRIBE/1",
            "gw.unknown/1", "gw.poll/999", "gw.loop/999", "gw.sink/999", "com.example.thing/1", "%s%s%s%n", "gw.écrire/1",
        ] + [String(repeating: "x", count: 100_000)]

    /// An id is compared whole, or a future extension gets a table that is not meant for it.
    func unknownExtension() {
        let tables = subject.tables
        for id in Self.unknown {
            at(id.utf8.count > 40 ? "an id of \(id.utf8.count) bytes" : "'\(id)'")
            step(.getExtension)
            guard tables.core.get_extension?(tables.plugin, id) != nil else { continue }
            reporter.error(.unknownIDs, "get_extension of '\(id.prefix(40))' is not NULL")
        }
    }
}
