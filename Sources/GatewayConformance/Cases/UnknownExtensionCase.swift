import CGatewayABI
import Glibc

extension CaseRun {
    /// Ids that nobody has given a meaning, some of them close to one that has.
    private static var unknown: [String] {
        var ids = ["", "gw", "gw.", "gw.unknown/1", "com.example.thing/1", "%s%s%s%n", "gw.écrire/1"]
        for id in extensionIDs {
            ids += [id + "0", id + " ", String(id.dropLast()), String(id.dropLast(2))]
            ids += ["\(id.dropLast())999", "GW\(id.dropFirst(2))"]
        }
        ids.append(String(repeating: "x", count: 100_000))
        return ids
    }

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
