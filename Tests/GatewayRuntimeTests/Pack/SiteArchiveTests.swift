import Testing

@testable import GatewayRuntime

@Suite struct SiteArchiveTests {
    private static let archive = SiteArchive(
        siteName: "plant",
        site: [
            ArchiveEntry(name: "channels/a.yaml", text: "plugin: modbus\n"),
            ArchiveEntry(name: "site.yaml", text: "version: 1\n"),
        ], plugins: [ArchiveEntry(name: "modbus.so", bytes: [1, 2, 3])])

    private static func said(_ bytes: [UInt8], _ limits: ArchiveLimits = ArchiveLimits()) -> String {
        do throws(ArchiveError) {
            return try SiteArchive(packed: bytes, limits: limits).siteName
        } catch {
            return error.description
        }
    }

    /// Packed with other content than its sums say, or none.
    private static func repacked(_ change: (inout [ArchiveEntry]) -> Void) throws -> [UInt8] {
        var entries = try Tar.read(
            try Gzip.unpack(try archive.packed(), limits: ArchiveLimits()), limits: ArchiveLimits())
        change(&entries)
        return try Gzip.pack(try Tar.write(entries))
    }

    @Test func `gives back what was packed, and packs it into the same bytes again`() throws {
        let bytes = try Self.archive.packed()
        let read = try SiteArchive(packed: bytes)
        #expect(read == Self.archive)
        #expect(try read.packed() == bytes)
    }

    @Test(arguments: [
        ("secrets/password", "x"), ("tls/server.key", "x"), ("tls/server.pem", "-----BEGIN RSA PRIVATE KEY-----\n"),
        ("sign", "untrusted comment: minisign encrypted secret key\nRWQ"),
    ])
    func `does not pack what looks like a secret`(name: String, text: String) {
        var archive = Self.archive
        archive.site.append(ArchiveEntry(name: name, text: text))
        #expect(
            throws: ArchiveError(
                "\(name) looks like a private key or a secret", mend: "keep it outside of the site; sites name secrets")
        ) {
            try archive.packed()
        }
    }

    @Test func `believes no file that is not what was packed`() throws {
        #expect(Self.said(try Self.repacked { $0[2].bytes.append(7) }).contains("is not what was packed"))
        #expect(
            Self.said(try Self.repacked { $0.removeLast() })
                == "site/site.yaml is missing in the archive — copy the archive again")
        #expect(
            Self.said(try Self.repacked { $0.append(ArchiveEntry(name: "site/more", text: "x")) })
                .hasPrefix("site/more is not what was packed"))
        #expect(Self.said(try Self.repacked { $0.removeFirst() }).hasPrefix("there are no checksums"))
    }

    @Test func `refuses what is no archive, and what is damaged`() throws {
        #expect(Self.said([]).hasPrefix("this is no .tar.gz archive"))
        #expect(Self.said(Array("PK".utf8)).hasPrefix("this is no .tar.gz archive"))
        let bytes = try Self.archive.packed()
        for length in [2, 10, bytes.count / 2, bytes.count - 1] {
            #expect(Self.said(Array(bytes.prefix(length))) == "the archive is damaged — copy it again")
        }
    }

    @Test func `stops a bomb where its limit is`() throws {
        var limits = ArchiveLimits()
        limits.totalBytes = 8 << 20
        let bomb = try Gzip.pack([UInt8](repeating: 0, count: 64 << 20))
        #expect(bomb.count < 1 << 20)
        #expect(Self.said(bomb, limits) == "the archive holds more than 8 MiB — do not use it")
    }

    @Test(arguments: [
        ("machine x86_64", "machine vax", "its plugins are made for 'vax'"),
        ("machine aarch64", "machine vax", "its plugins are made for 'vax'"),
        ("contract 1.", "contract 9.", "its plugins speak contract '9.0'"),
        ("gateway-site 1", "gateway-site 2", "this is no site's archive of this format"),
    ])
    func `refuses an archive of another world`(old: String, new: String, start: String) throws {
        let bytes = try Self.repacked { entries in
            guard let at = entries.firstIndex(where: { $0.name == "manifest" }) else { return }
            let text = String(decoding: entries[at].bytes, as: UTF8.self)
            guard text.contains(old), let range = text.firstRange(of: old) else { return }
            entries[at].bytes = Array(text.replacingCharacters(in: range, with: new).utf8)
            Self.resum(&entries)
        }
        let said = Self.said(bytes)
        // The machine of the other line is not this one's.
        #expect(said.hasPrefix(start) || (old.hasPrefix("machine") && said == "plant"), "\(said)")
    }

    private static func resum(_ entries: inout [ArchiveEntry]) {
        let files = entries.filter { $0.name != "SHA256SUMS" }
        let sums = files.map { "\(ArchiveSum.of($0.bytes))  \($0.name)\n" }.joined()
        entries = [ArchiveEntry(name: "SHA256SUMS", text: sums)] + files
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
        self[..<range.lowerBound] + text + self[range.upperBound...]
    }
}
