/// Finds files that must not travel in an archive. A site names its secrets and holds none, so what looks like one was put
/// there by mistake.
enum SecretGuard {
    static func looksSecret(_ entry: ArchiveEntry) -> Bool {
        let parts = entry.name.split(separator: "/")
        if parts.dropLast().contains("secrets") || entry.name.hasSuffix(".key") { return true }
        let beginning = String(decoding: entry.bytes.prefix(4096), as: UTF8.self)
        return beginning.contains("PRIVATE KEY-----")
            || (beginning.hasPrefix("untrusted comment:") && beginning.split(separator: "\n")[0].contains("secret key"))
    }
}
