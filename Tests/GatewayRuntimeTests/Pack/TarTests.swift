import Testing

@testable import GatewayRuntime

@Suite struct TarTests {
    private static let files = [
        ArchiveEntry(name: "manifest", text: "a\n"), ArchiveEntry(name: "site/site.yaml", bytes: []),
        ArchiveEntry(
            name: "site/points/" + String(repeating: "x", count: 120) + "/p.csv", bytes: Array(0...255) + Array(0...255)
        ),
    ]

    private static func said(_ bytes: [UInt8], _ limits: ArchiveLimits = ArchiveLimits()) -> String {
        do throws(ArchiveError) {
            return "read \(try Tar.read(bytes, limits: limits).count)"
        } catch {
            return error.description
        }
    }

    /// An archive of one file, changed and with its header summed up anew.
    private static func forged(_ name: String, _ change: (inout [UInt8]) -> Void = { _ in }) throws -> [UInt8] {
        var bytes = try Tar.write([ArchiveEntry(name: "site/a", text: "x")])
        for index in 0..<100 { bytes[index] = 0 }
        for (index, byte) in name.utf8.prefix(100).enumerated() { bytes[index] = byte }
        change(&bytes)
        let sum = bytes[..<512].enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 32 : Int($1.element)) }
        let digits = String(sum, radix: 8)
        let field = String(repeating: "0", count: 6 - digits.count) + digits + "\u{0} "
        for (index, byte) in field.utf8.enumerated() { bytes[148 + index] = byte }
        return bytes
    }

    @Test func `gives back what it took`() throws {
        let bytes = try Tar.write(Self.files)
        #expect(try Tar.read(bytes, limits: ArchiveLimits()) == Self.files)
        #expect(try Tar.write(Self.files) == bytes && bytes.count % 512 == 0)
    }

    @Test(arguments: [
        "/etc/passwd", "../evil", "site/../../evil", "site/./a", "site//a", "site/", "etc/passwd", "drivers.d/a/b.so",
        "drivers.d/a.txt", "site/a\\b", "site/a\nb", "", "drivers.d/../a.so", "drivers.d/.so/../x.so", "SITE/a",
    ])
    func `refuses names that lead elsewhere`(name: String) throws {
        #expect(Self.said(try Self.forged(name)).contains("is refused: "), "\(name)")
    }

    @Test(arguments: "1234567xgLK".map { $0.asciiValue ?? 0 })
    func `refuses links, devices, folders and extensions`(kind: UInt8) throws {
        #expect(
            Self.said(try Self.forged("site/a") { $0[156] = kind })
                == "site/a is a link, a folder or a device, not a file — do not use this archive")
    }

    @Test func `refuses a file that comes twice`() throws {
        let bytes = try Tar.write([Self.files[0], Self.files[0]])
        #expect(Self.said(bytes) == "manifest is in the archive twice — do not use it")
    }

    @Test func `refuses an archive that ends early`() throws {
        let bytes = try Tar.write(Self.files)
        for length in stride(from: 0, to: bytes.count - 1024, by: 97) {
            #expect(Self.said(Array(bytes.prefix(length))) == "the archive ends in the middle — copy it again")
        }
    }

    @Test func `refuses sizes that are none, or past the end`() throws {
        #expect(Self.said(try Self.forged("site/a") { $0[124] = 0xFF }).hasPrefix("the size of site/a is no number"))
        #expect(
            Self.said(try Self.forged("site/a") { for at in 124..<135 { $0[at] = 0x37 } }).contains("in the middle"))
    }

    @Test func `refuses what is damaged or too much`() throws {
        var bytes = try Tar.write(Self.files)
        bytes[0] ^= 1
        #expect(Self.said(bytes).hasPrefix("the archive is damaged"))
        var limits = ArchiveLimits()
        limits.files = 2
        #expect(Self.said(try Tar.write(Self.files), limits).hasPrefix("the archive has more than 2 files"))
    }

    @Test func `any bytes are read without ending the process`() throws {
        let whole = try Tar.write(Self.files)
        for _ in 0..<300 {
            var bytes = whole
            for _ in 0..<4 { bytes[Int.random(in: 0..<bytes.count)] = UInt8.random(in: 0...255) }
            _ = Self.said(bytes)
        }
    }

    @Test func `says when a name is too long`() {
        #expect(throws: ArchiveError.self) {
            try Tar.write([ArchiveEntry(name: "site/" + String(repeating: "x", count: 120), bytes: [])])
        }
    }
}
