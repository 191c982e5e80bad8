import Glibc

/// The names of a spool's files: `spool.db`, then `spool.db.2`, `spool.db.3` … where one had to be left.
enum SpoolFiles {
    /// Those that are there, oldest first.
    static func present(_ path: String) -> [String] {
        numbers(path).map { name(path, $0) }
    }

    /// The name after the newest.
    static func next(_ path: String) -> String {
        name(path, (numbers(path).last ?? 0) + 1)
    }

    private static func name(_ path: String, _ number: Int) -> String {
        number == 1 ? path : "\(path).\(number)"
    }

    private static func numbers(_ path: String) -> [Int] {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let folder = parts.dropLast().joined(separator: "/")
        let base = parts.last.map(String.init) ?? path
        guard let listing = opendir(parts.count > 1 ? folder + "/" : ".") else { return [] }
        defer { closedir(listing) }
        var found: [Int] = []
        while let entry = readdir(listing) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name == base { found.append(1) }
            if name.hasPrefix(base + "."), let number = Int(name.dropFirst(base.count + 1)), number > 1 {
                found.append(number)
            }
        }
        return found.sorted()
    }
}
