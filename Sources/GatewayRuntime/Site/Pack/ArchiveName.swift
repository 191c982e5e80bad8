/// What a file in a site's archive may be called. Everything else is refused, whatever it would mean.
enum ArchiveName {
    static let manifest = "manifest"
    static let sums = "SHA256SUMS"
    static let site = "site/"
    static let plugins = "drivers.d/"

    /// Why a name is refused; `nil` when it is fine.
    static func complaint(_ name: String) -> String? {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard !name.isEmpty, name.utf8.count <= 255 else { return "it has no name of 1 to 255 bytes" }
        guard !name.hasPrefix("/") else { return "its path is absolute" }
        guard !parts.contains(where: { $0 == ".." || $0 == "." || $0.isEmpty }) else {
            return "its path leads through '..', '.' or nothing"
        }
        guard name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F && $0 != "\\" && $0 != "\u{FFFD}" })
        else { return "its name has control characters, backslashes or broken text" }
        return isPlaced(name, parts.count) ? nil : "it belongs neither to the site nor to its plugins"
    }

    private static func isPlaced(_ name: String, _ depth: Int) -> Bool {
        if name == manifest || name == sums || name.hasPrefix(site) { return true }
        return name.hasPrefix(plugins) && depth == 2 && (name.hasSuffix(".so") || name.hasSuffix(".so.minisig"))
    }
}
