/// Notices tables of measured numbers without a single unit: the values mean nothing to their readers.
///
/// One number without a unit may well be right (a power factor, a count), so only whole tables are remarked on.
struct UnitCheck {
    private var measured = 0
    private var hasUnit = false
    private var line = 1

    mutating func see(_ row: PointRow) {
        hasUnit = hasUnit || row.isGiven(.unit)
        guard !hasUnit, isMeasured(row) else { return }
        if measured == 0 { line = row.line }
        measured += 1
    }

    private func isMeasured(_ row: PointRow) -> Bool {
        let kind = row.text(.kind)
        return (kind.isEmpty || kind == "telemetry") && !["bool", "text", "bytes"].contains(row.text(.type))
    }

    func finish(_ file: SourceFile, _ findings: FindingList) {
        guard !hasUnit, measured >= 3 else { return }
        findings.warning(
            file.location(line), "\(measured) measured points and not one unit in this table",
            mend: "fill in the column 'unit', such as kW, V or °C")
    }
}
