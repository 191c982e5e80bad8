import GatewayCore

/// Turns the rows of one device's tables into points.
struct RowReader {
    private let traitsReader: TraitsReader
    private let findings: FindingList
    private let schema: [FieldSchema]
    private let device: Int
    private let parameters: TemplateParameters?
    private let defaults: [Cell]
    /// Traits by the very bytes they were read from: rows of one table share them.
    private var memo: [[UInt8]: UInt32] = [:]
    private var key: [UInt8] = []
    private var cells: [Cell] = []

    init(traitsReader: TraitsReader, device: Int, parameters: TemplateParameters? = nil) {
        self.traitsReader = traitsReader
        findings = traitsReader.findings
        schema = traitsReader.surroundings.plugin?.address ?? []
        self.device = device
        self.parameters = parameters
        defaults = schema.map(\.defaultCell)
    }

    /// Slots that a row needs: common columns and address columns.
    var slots: Int {
        PointColumn.allCases.count + schema.count
    }

    /// Where a column goes; `nil` when nobody knows it.
    func slot(of word: String) -> Int? {
        if let common = PointColumn.words.firstIndex(of: word) { return common }
        return schema.firstIndex { $0.key == word }.map(PointRow.slot(address:))
    }

    var columnWords: [String] {
        schema.map(\.key) + PointColumn.words
    }

    /// Columns without which no point of a table can be complete.
    var neededColumns: [String] {
        [PointColumn.id.word, PointColumn.type.word]
            + schema.filter { $0.isRequired && $0.defaultCell == .absent }.map(\.key)
    }

    /// Columns of protocols cannot be judged while the plugin is not known.
    var knowsAllColumns: Bool {
        traitsReader.surroundings.plugin != nil
    }

    /// Reads a row and appends its point; reports what is wrong with it instead.
    mutating func take(_ row: inout PointRow, into builder: inout PointBuilder) {
        guard expand(&row) else { return }
        let hasId = checkId(row)
        let traits = traits(row, &builder)
        guard readAddress(row), hasId, let traits else { return }
        builder.append(row, device: device, traits: traits, cells: cells)
    }

    private func checkId(_ row: PointRow) -> Bool {
        let slot = PointColumn.id.rawValue
        guard row.isGiven(slot) else {
            findings.error(row.location(slot), "the point has no id", mend: "give it one that is unique on its device")
            return false
        }
        if Identifier.isValid(row.bytes(slot), row.cells[slot].range) { return true }
        findings.error(row.location(slot), Identifier.complaint(row.text(slot)))
        return false
    }

    private mutating func traits(_ row: PointRow, _ builder: inout PointBuilder) -> UInt32? {
        key.removeAll(keepingCapacity: true)
        for slot in PointColumn.traits {
            key.append(contentsOf: row.slice(slot))
            key.append(0)
        }
        if let known = memo[key] { return known }
        guard let traits = traitsReader.read(row) else { return nil }
        let index = builder.index(of: traits)
        memo[key] = index
        return index
    }

    private mutating func readAddress(_ row: PointRow) -> Bool {
        cells.removeAll(keepingCapacity: true)
        for (index, field) in schema.enumerated() {
            guard let cell = cell(row, field, index) else { continue }
            cells.append(cell)
        }
        return cells.count == schema.count
    }

    private func cell(_ row: PointRow, _ field: FieldSchema, _ index: Int) -> Cell? {
        let slot = PointRow.slot(address: index)
        if row.isGiven(slot) {
            do throws(Complaint) {
                return try field.cell(row.bytes(slot), row.cells[slot].range)
            } catch {
                findings.error(row.location(slot), error)
                return nil
            }
        }
        guard field.isRequired, defaults[index] == .absent else { return defaults[index] }
        findings.error(row.location(slot), "the point has no \(field.key)", mend: field.mendForAbsence)
        return nil
    }

    /// Puts a template's parameters in; false after a finding.
    private func expand(_ row: inout PointRow) -> Bool {
        guard let parameters else { return true }
        for slot in row.cells.indices where row.slice(slot).contains(UInt8(ascii: "$")) {
            let location = row.location(slot)
            let text = row.text(slot)
            guard
                let value = findings.keeping(
                    location, { () throws(Complaint) in try parameters.expand(text, isNumber: isNumber(slot)) })
            else { return false }
            row.rewrite(slot, value.utf8)
        }
        return true
    }

    private func isNumber(_ slot: Int) -> Bool {
        guard slot >= PointColumn.allCases.count else {
            return [.scale, .offset, .minimum, .maximum].contains(PointColumn(rawValue: slot))
        }
        switch schema[slot - PointColumn.allCases.count].kind {
        case .int, .float: return true
        case .bool, .text, .choice, .secret: return false
        }
    }
}
