/// 65,536 cells of one or two bytes; only pages that were written take memory, the rest read as zero.
///
/// Registers are kept as they travel, high byte first, so that a block is answered by copying bytes.
struct PagedCells: Sendable {
    static let count = 65_536
    private static let cellsPerPage = 256

    let cellSize: Int
    private var pages: [[UInt8]]

    init(cellSize: Int) {
        self.cellSize = cellSize
        pages = Array(repeating: [], count: Self.count / Self.cellsPerPage)
    }

    private var pageSize: Int {
        Self.cellsPerPage * cellSize
    }

    /// The bytes of `cells`, which lie within 0..<65,536.
    func append(_ cells: Range<Int>, to output: inout [UInt8]) {
        var position = cells.lowerBound * cellSize
        let end = cells.upperBound * cellSize
        while position < end {
            let start = position % pageSize
            let length = min(end - position, pageSize - start)
            let page = pages[position / pageSize]
            if page.isEmpty {
                output.append(contentsOf: repeatElement(0, count: length))
            } else {
                output.append(contentsOf: page[start..<(start + length)])
            }
            position += length
        }
    }

    /// Stores whole cells from `cell` on; what reaches past the last cell is dropped.
    mutating func store(_ bytes: UnsafeRawBufferPointer, at cell: Int) {
        var position = cell * cellSize
        var rest = bytes[...]
        while !rest.isEmpty, position < Self.count * cellSize {
            let start = position % pageSize
            let part = rest.prefix(pageSize - start)
            let page = position / pageSize
            if pages[page].isEmpty { pages[page] = Array(repeating: 0, count: pageSize) }
            pages[page].withUnsafeMutableBytes { target in
                UnsafeMutableRawBufferPointer(rebasing: target[start...]).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: part))
            }
            position += part.count
            rest = rest.dropFirst(part.count)
        }
    }

    /// One byte of one cell, counted from its high end.
    func byte(_ index: Int, of cell: Int) -> UInt8 {
        let position = cell * cellSize + index
        let page = pages[position / pageSize]
        return page.isEmpty ? 0 : page[position % pageSize]
    }
}
