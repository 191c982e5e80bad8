import GatewayCore

/// Grows the point table of one channel, row by row, and notices what only shows between rows.
struct PointBuilder {
    private(set) var table: PointTable
    private let findings: FindingList
    private var traitsIndex: [PointTraits: UInt32] = [:]
    private var ids = RowSet()
    private var writes = RowSet()

    init(addressWidth: Int, findings: FindingList) {
        table = PointTable(addressWidth: addressWidth)
        self.findings = findings
    }

    var isFull: Bool {
        table.count >= SourceLimits.pointsPerChannel
    }

    /// Makes room where it is worth it: many small tables are better off with arrays that double.
    mutating func reserve(more rows: Int) {
        guard rows > table.count else { return }
        table.reserve(min(table.count + rows, SourceLimits.pointsPerChannel))
    }

    mutating func index(of traits: PointTraits) -> UInt32 {
        if let known = traitsIndex[traits] { return known }
        let new = table.add(traits)
        traitsIndex[traits] = new
        return new
    }

    /// Appends a point; its cells follow in `cells`, one for each column of the address.
    mutating func append(_ row: PointRow, device: Int, traits: UInt32, cells: [Cell]) {
        let new = table.count
        table.ids.append(row.slice(PointColumn.id.rawValue))
        table.names.append(row.slice(PointColumn.name.rawValue))
        table.descriptions.append(row.slice(PointColumn.description.rawValue))
        table.devices.append(UInt32(clamping: device))
        table.traitsOf.append(traits)
        cells.forEach { table.addresses.append($0) }
        table.places.append(row.file.location(row.line))
        checkId(new, row)
        if table.traits[Int(traits)].access.contains(.write) { checkWrite(new, row) }
    }

    private mutating func checkId(_ new: Int, _ row: PointRow) {
        guard let first = Self.firstNamedAlike(new, table, &ids) else { return }
        findings.error(
            row.location(.id), "the id \(quoted(table.ids[new])) is taken",
            mend: "choose another one; the first is at \(table.places[first].file):\(table.places[first].line)")
    }

    private mutating func checkWrite(_ new: Int, _ row: PointRow) {
        guard !table.addresses.isAbsent(new), let first = Self.firstAddressedAlike(new, table, &writes) else { return }
        findings.error(
            row.location(.id), "\(quoted(table.ids[new])) writes to the same address as \(quoted(table.ids[first]))",
            mend: "let only one of them write; the first is at \(table.places[first].file):\(table.places[first].line)")
    }

    private static func firstNamedAlike(_ new: Int, _ table: PointTable, _ rows: inout RowSet) -> Int? {
        rows.insert(new, hash: table.hashOfName(new)) {
            table.devices[$0] == table.devices[new] && table.ids.equals($0, new)
        }
    }

    private static func firstAddressedAlike(_ new: Int, _ table: PointTable, _ rows: inout RowSet) -> Int? {
        rows.insert(new, hash: table.hashOfAddress(new)) {
            table.devices[$0] == table.devices[new] && table.addresses.equals($0, new)
        }
    }
}

extension PointTable {
    fileprivate func hashOfName(_ row: Int) -> Int {
        var hasher = Hasher()
        hasher.combine(devices[row])
        ids.hash(row, into: &hasher)
        return hasher.finalize()
    }

    fileprivate func hashOfAddress(_ row: Int) -> Int {
        var hasher = Hasher()
        hasher.combine(devices[row])
        addresses.hash(row, into: &hasher)
        return hasher.finalize()
    }
}
