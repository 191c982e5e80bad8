/// How long a file has to be at least for what its ELF header promises (System V ABI, "ELF Header", "Program Header").
///
/// A file that is still being copied has its header from the first moment on; its sections and the table of them come last.
enum ELFExtent {
    /// Size of `Elf64_Phdr`, the only one there is for 64 bits.
    private static let segmentSize = 56

    /// Bytes up to the end of the last table or segment; `nil` when the bytes do not begin like a 64-bit little-endian file.
    ///
    /// - Parameters:
    ///   - header: the first ``ELFHeader/size`` bytes.
    ///   - read: gives up to `count` bytes from `offset` on, fewer at the end of the file.
    static func promised<Failure: Error>(
        _ header: [UInt8], read: (_ offset: UInt64, _ count: Int) throws(Failure) -> [UInt8]
    ) throws(Failure) -> UInt64? {
        guard header.count >= ELFHeader.size, header.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1]) else { return nil }
        let segments = Table(offset: number(header, 32, 8), entry: number(header, 54, 2), count: number(header, 56, 2))
        let sectionCount = number(header, 60, 2)
        // Past 65279 sections their number stands in the first of them.
        let sections = Table(
            offset: number(header, 40, 8), entry: number(header, 58, 2), count: max(1, sectionCount))
        let tables = max(UInt64(ELFHeader.size), segments.end, sections.end)
        guard segments.entry == segmentSize, segments.offset > 0 else { return tables }
        let entries = try read(segments.offset, segmentSize * Int(segments.count))
        return stride(from: 0, to: entries.count - segmentSize + 1, by: segmentSize).reduce(tables) { end, at in
            max(end, sum(number(entries, at + 8, 8), number(entries, at + 32, 8)))
        }
    }

    private struct Table {
        let offset: UInt64
        let entry: UInt64
        let count: UInt64

        /// 0: there is no table.
        var end: UInt64 {
            offset == 0 ? 0 : ELFExtent.sum(offset, entry * count)
        }
    }

    /// A hostile header may promise more than there are numbers.
    private static func sum(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? .max : sum
    }

    private static func number(_ bytes: [UInt8], _ offset: Int, _ width: Int) -> UInt64 {
        bytes.dropFirst(offset).prefix(width).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
