/// Regular files in the ustar format (POSIX.1-1988), and nothing else that tar can hold: no links, no devices, no folders, no
/// extensions. The same files always give the same bytes.
enum Tar {
    static let block = 512

    // MARK: Writing

    /// Throws for a name that ustar has no room for.
    static func write(_ entries: [ArchiveEntry]) throws(ArchiveError) -> [UInt8] {
        var bytes: [UInt8] = []
        for entry in entries {
            bytes += try header(entry)
            bytes += entry.bytes
            bytes += [UInt8](repeating: 0, count: padding(entry.bytes.count))
        }
        return bytes + [UInt8](repeating: 0, count: 2 * block)
    }

    private static func padding(_ size: Int) -> Int {
        (block - size % block) % block
    }

    private static func header(_ entry: ArchiveEntry) throws(ArchiveError) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: block)
        let (prefix, name) = try split(entry.name)
        put(name, at: 0, &header)
        put(entry.name.hasPrefix(ArchiveName.plugins) ? "0000755" : "0000644", at: 100, &header)
        // Owner, group and time are nobody's and never, so that they do not tell one packing from another.
        for (field, digits) in [(108, 7), (116, 7), (136, 11)] { put(octal(0, digits), at: field, &header) }
        put(octal(entry.bytes.count, 11), at: 124, &header)
        put("0", at: 156, &header)
        put("ustar\u{0}00", at: 257, &header)
        put(prefix, at: 345, &header)
        put(octal(checksum(header), 6) + "\u{0} ", at: 148, &header)
        return header
    }

    private static func put(_ text: String, at offset: Int, _ header: inout [UInt8]) {
        for (index, byte) in text.utf8.enumerated() where offset + index < block { header[offset + index] = byte }
    }

    private static func octal(_ number: Int, _ digits: Int) -> String {
        let text = String(number, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    /// 155 bytes before a slash and 100 behind it.
    private static func split(_ name: String) throws(ArchiveError) -> (prefix: String, name: String) {
        if name.utf8.count <= 100 { return ("", name) }
        for slash in name.indices where name[slash] == "/" {
            let (prefix, rest) = (name[..<slash], name[name.index(after: slash)...])
            if prefix.utf8.count <= 155, rest.utf8.count <= 100 { return (String(prefix), String(rest)) }
        }
        throw ArchiveError("the path \(name) is too long for an archive", mend: "shorten the names in it")
    }

    // MARK: Reading

    /// Every file, in its order. Throws at the first thing that is not what ``write(_:)`` makes.
    static func read(_ bytes: [UInt8], limits: ArchiveLimits) throws(ArchiveError) -> [ArchiveEntry] {
        var rest = bytes[...]
        var entries: [ArchiveEntry] = []
        var names: Set<String> = []
        while true {
            let header = Array(rest.prefix(block))
            guard header.count == block else { throw truncated }
            if header.allSatisfy({ $0 == 0 }) { return entries }
            guard entries.count < limits.files else {
                throw ArchiveError("the archive has more than \(limits.files) files", mend: "do not use it")
            }
            let (name, size) = try read(header)
            guard names.insert(name).inserted else {
                throw ArchiveError("\(name) is in the archive twice", mend: "do not use it")
            }
            rest = rest.dropFirst(block)
            guard size <= rest.count, size + padding(size) <= rest.count else { throw truncated }
            entries.append(ArchiveEntry(name: name, bytes: Array(rest.prefix(size))))
            rest = rest.dropFirst(size + padding(size))
        }
    }

    private static var truncated: ArchiveError {
        ArchiveError("the archive ends in the middle", mend: "copy it again")
    }

    private static func read(_ header: [UInt8]) throws(ArchiveError) -> (name: String, size: Int) {
        guard number(header, 148, 8) == checksum(header), text(header, 257, 5) == "ustar" else {
            throw ArchiveError(
                "the archive is damaged, or no site's archive", mend: "make one with: gatewayctl site pack SITE")
        }
        let prefix = text(header, 345, 155)
        let name = (prefix.isEmpty ? "" : prefix + "/") + text(header, 0, 100)
        let shown = String(name.unicodeScalars.prefix(80).map { $0.value < 0x20 ? "?" : Character($0) })
        guard header[156] == UInt8(ascii: "0") || header[156] == 0 else {
            throw ArchiveError("\(shown) is a link, a folder or a device, not a file", mend: "do not use this archive")
        }
        if let complaint = ArchiveName.complaint(name) {
            throw ArchiveError("'\(shown)' in the archive is refused: \(complaint)", mend: "do not use this archive")
        }
        guard let size = number(header, 124, 12) else {
            throw ArchiveError("the size of \(shown) is no number", mend: "do not use this archive")
        }
        return (name, size)
    }

    private static func text(_ header: [UInt8], _ offset: Int, _ length: Int) -> String {
        String(decoding: header.dropFirst(offset).prefix(length).prefix { $0 != 0 }, as: UTF8.self)
    }

    /// Octal digits; eleven of them are at most 8 GiB.
    private static func number(_ header: [UInt8], _ offset: Int, _ length: Int) -> Int? {
        let digits = header.dropFirst(offset).prefix(min(length, 11)).prefix { (0x30...0x37).contains($0) }
        return digits.isEmpty ? nil : digits.reduce(0) { $0 << 3 | Int($1 - 0x30) }
    }

    /// The sum of all bytes, its own field counting as blanks.
    private static func checksum(_ header: [UInt8]) -> Int {
        header.enumerated().reduce(0) { sum, item in
            sum + ((148..<156).contains(item.offset) ? 0x20 : Int(item.element))
        }
    }
}
