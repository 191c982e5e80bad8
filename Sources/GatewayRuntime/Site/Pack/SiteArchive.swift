import GatewayWire
import PluginHost

/// A site with exactly the plugins it needs, in one file: `.tar.gz` with checksums and a few lines about its origin.
public struct SiteArchive: Sendable, Equatable {
    public var siteName: String
    /// Files of the site, by path from its folder.
    public var site: [ArchiveEntry]
    /// `NAME.so` and `NAME.so.minisig`.
    public var plugins: [ArchiveEntry]

    /// `1`: what this program writes and reads.
    private static let format = "gateway-site 1"

    public init(siteName: String, site: [ArchiveEntry], plugins: [ArchiveEntry]) {
        self.siteName = siteName
        self.site = site
        self.plugins = plugins
    }

    // MARK: Packing

    /// The bytes of the archive; the same content gives the same bytes.
    public func packed() throws(ArchiveError) -> [UInt8] {
        for entry in site where SecretGuard.looksSecret(entry) {
            throw ArchiveError(
                "\(entry.name) looks like a private key or a secret",
                mend: "keep it outside of the site; sites name secrets")
        }
        var entries =
            [ArchiveEntry(name: ArchiveName.manifest, text: manifest)]
            + plugins.map { ArchiveEntry(name: ArchiveName.plugins + $0.name, bytes: $0.bytes) }
            + site.map { ArchiveEntry(name: ArchiveName.site + $0.name, bytes: $0.bytes) }
        for entry in entries {
            if let complaint = ArchiveName.complaint(entry.name) {
                throw ArchiveError("\(entry.name) cannot be packed: \(complaint)", mend: "rename it, or take it out")
            }
        }
        entries.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        let sums = entries.map { "\(SHA256.digest($0.bytes))  \($0.name)\n" }.joined()
        return try Gzip.pack(try Tar.write([ArchiveEntry(name: ArchiveName.sums, text: sums)] + entries))
    }

    private var manifest: String {
        """
        \(Self.format)
        site \(siteName)
        gateway \(GatewayVersion.current)
        contract \(HostContract.version)
        machine \(HostContract.machine)

        """
    }

    // MARK: Unpacking

    /// Checks names, sums and origin; nothing is written. Throws what is wrong first.
    public init(packed bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()) throws(ArchiveError) {
        let entries = try Tar.read(try Gzip.unpack(bytes, limits: limits), limits: limits)
        try Self.checkSums(entries)
        let facts = Self.facts(entries)
        guard facts.first?.joined(separator: " ") == Self.format else {
            throw ArchiveError("this is no site's archive of this format", mend: "use the gatewayctl that made it")
        }
        func fact(_ key: String) -> String { facts.first { $0.first == key }?.dropFirst().first ?? "" }
        guard fact("machine") == HostContract.machine else {
            throw ArchiveError(
                "its plugins are made for '\(fact("machine"))', this machine is \(HostContract.machine)",
                mend: "pack it with plugins for this machine")
        }
        guard fact("contract").split(separator: ".").first == HostContract.version.split(separator: ".").first else {
            throw ArchiveError(
                "its plugins speak contract '\(fact("contract"))', this gateway \(HostContract.version)",
                mend: "install the gateway it was packed with: '\(fact("gateway"))'")
        }
        siteName = fact("site")
        site = Self.part(entries, ArchiveName.site)
        plugins = Self.part(entries, ArchiveName.plugins)
        guard site.contains(where: { $0.name == "site.yaml" }) else {
            throw ArchiveError("there is no site.yaml in the archive", mend: "make one with: gatewayctl site pack SITE")
        }
    }

    private static func part(_ entries: [ArchiveEntry], _ folder: String) -> [ArchiveEntry] {
        entries.filter { $0.name.hasPrefix(folder) }
            .map { ArchiveEntry(name: String($0.name.dropFirst(folder.count)), bytes: $0.bytes) }
    }

    private static func facts(_ entries: [ArchiveEntry]) -> [[String]] {
        let bytes = entries.first { $0.name == ArchiveName.manifest }?.bytes.prefix(4096) ?? []
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { line in
            line.split(separator: " ").map(String.init)
        }
    }

    /// Every file has its sum, every sum its file.
    private static func checkSums(_ entries: [ArchiveEntry]) throws(ArchiveError) {
        guard let sums = entries.first(where: { $0.name == ArchiveName.sums }) else {
            throw ArchiveError(
                "there are no checksums in the archive", mend: "make one with: gatewayctl site pack SITE")
        }
        var wanted: [String: String] = [:]
        for line in String(decoding: sums.bytes, as: UTF8.self).split(separator: "\n") {
            wanted[String(line.dropFirst(66))] = String(line.prefix(64))
        }
        for entry in entries where entry.name != ArchiveName.sums {
            guard wanted.removeValue(forKey: entry.name) == SHA256.digest(entry.bytes) else {
                throw ArchiveError("\(entry.name) is not what was packed", mend: "copy the archive again")
            }
        }
        if let missing = wanted.keys.sorted().first {
            throw ArchiveError("\(missing) is missing in the archive", mend: "copy the archive again")
        }
    }
}
