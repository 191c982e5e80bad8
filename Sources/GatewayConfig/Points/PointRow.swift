/// The cells of one point as text, whether they come from a table or from a map in YAML.
///
/// Cells stand in slots: the common columns in their order, then the address columns of the plugin's schema. Texts are
/// ranges of the file's bytes, or of `scratch` where they had to be rewritten.
struct PointRow {
    struct CellText {
        var range = 0..<0
        var isRewritten = false
        var line = 0
        /// In a table the byte where the cell begins in its file, in YAML its column.
        var mark = 0
    }

    let file: SourceFile
    let isTable: Bool
    var cells: [CellText]
    var line = 0
    private(set) var scratch: [UInt8] = []

    init(file: SourceFile, isTable: Bool, slots: Int) {
        self.file = file
        self.isTable = isTable
        cells = Array(repeating: CellText(), count: slots)
    }

    static func slot(address index: Int) -> Int {
        PointColumn.allCases.count + index
    }

    mutating func clear(line: Int) {
        self.line = line
        scratch.removeAll(keepingCapacity: true)
        for slot in cells.indices { cells[slot] = CellText() }
    }

    /// Gives a cell another text than the one in the file; its place stays.
    mutating func rewrite(_ slot: Int, _ text: some Sequence<UInt8>) {
        let start = scratch.count
        scratch.append(contentsOf: text)
        cells[slot].range = start..<scratch.count
        cells[slot].isRewritten = true
    }

    func isGiven(_ slot: Int) -> Bool {
        !cells[slot].range.isEmpty
    }

    func isGiven(_ column: PointColumn) -> Bool {
        isGiven(column.rawValue)
    }

    /// The bytes that the range of a cell means.
    func bytes(_ slot: Int) -> [UInt8] {
        cells[slot].isRewritten ? scratch : file.bytes
    }

    func slice(_ slot: Int) -> ArraySlice<UInt8> {
        bytes(slot)[cells[slot].range]
    }

    func text(_ column: PointColumn) -> String {
        text(column.rawValue)
    }

    func text(_ slot: Int) -> String {
        String(decoding: slice(slot), as: UTF8.self)
    }

    func location(_ column: PointColumn) -> Location {
        location(column.rawValue)
    }

    /// Where a cell stands; the beginning of the record for a cell that is not there.
    func location(_ slot: Int) -> Location {
        let cell = cells[slot]
        guard cell.line > 0 else { return file.location(line) }
        return isTable ? file.location(line: cell.line, offset: cell.mark) : file.location(cell.line, cell.mark)
    }
}
