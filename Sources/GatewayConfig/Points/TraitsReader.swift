import GatewayCore

/// Reads what many points share: kind, type, unit, scaling, access, period, limits and tags.
struct TraitsReader {
    /// What the tables around the rows say.
    struct Surroundings {
        /// Periods by the names of the channel's groups.
        var groups: [String: Duration]
        var deviceTags: [String]
        var defaultKind: PointKind
        /// `nil` when the plugin is not known.
        var plugin: PluginDescription?
    }

    let surroundings: Surroundings
    let findings: FindingList

    /// `nil` after a finding.
    func read(_ row: PointRow) -> PointTraits? {
        guard let kind = kind(row), let dataType = dataType(row, kind), let access = access(row, kind),
            let scale = scale(row), let offset = number(row, .offset, default: 0), let deadband = deadband(row),
            let period = period(row, access), let tags = tags(row)
        else { return nil }
        guard let limits = limits(row) else { return nil }
        let traits = PointTraits(
            kind: kind, dataType: dataType, unit: row.text(.unit), scale: scale, offset: offset, deadband: deadband,
            access: access, period: period, minimum: limits.minimum, maximum: limits.maximum, tags: tags)
        return isSensible(traits, row) ? traits : nil
    }

    private func kind(_ row: PointRow) -> PointKind? {
        guard row.isGiven(.kind) else { return surroundings.defaultKind }
        let text = row.text(.kind)
        if let kind = PointKind(rawValue: text) { return kind }
        findings.error(
            row.location(.kind), "kind is \(quoted(text)), which is not one of its choices",
            mend: mend(unknown: text, known: PointKind.allCases.map(\.rawValue)))
        return nil
    }

    private func dataType(_ row: PointRow, _ kind: PointKind) -> DataType? {
        guard row.isGiven(.type) else {
            findings.error(
                row.location(.type), "the point has no type",
                mend: "write one of \(DataTypeWords.known.joined(separator: ", "))")
            return nil
        }
        let text = row.text(.type)
        if let type = DataType(word: text) { return type }
        findings.error(row.location(.type), "type is \(quoted(text)), which is no type", mend: DataTypeWords.mend(text))
        return nil
    }

    private func access(_ row: PointRow, _ kind: PointKind) -> Access? {
        guard row.isGiven(.access) else { return kind.isWritable ? [.read, .write] : .read }
        switch row.text(.access) {
        case "r", "read": return .read
        case "w", "write": return .write
        case "rw", "read_write": return [.read, .write]
        case let text:
            findings.error(
                row.location(.access), "access is \(quoted(text)), which is not one of its choices",
                mend: "write r (read), w (write) or rw (both)")
            return nil
        }
    }

    private func number(_ row: PointRow, _ column: PointColumn, default standard: Double) -> Double? {
        guard row.isGiven(column) else { return standard }
        return findings.keeping(row.location(column)) { () throws(Complaint) in
            let schema = FieldSchema(column.word, .float, help: "")
            guard case .float(let value) = try schema.cell(row.bytes(column.rawValue), row.cells[column.rawValue].range)
            else { return standard }
            return value
        }
    }

    private func scale(_ row: PointRow) -> Double? {
        guard let scale = number(row, .scale, default: 1) else { return nil }
        if scale != 0 { return scale }
        findings.error(
            row.location(.scale), "scale is 0, which makes every value 0",
            mend: "write 1 for values that need no scaling")
        return nil
    }

    private func deadband(_ row: PointRow) -> Deadband? {
        guard row.isGiven(.deadband) else { return Deadband.none }
        return findings.keeping(row.location(.deadband)) { () throws(Complaint) in
            try DeadbandText.parse(row.text(.deadband))
        }
    }

    private func period(_ row: PointRow, _ access: Access) -> Duration? {
        let name = row.isGiven(.group) ? row.text(.group) : "default"
        if let period = surroundings.groups[name] { return access.contains(.read) ? period : .zero }
        findings.error(
            row.location(.group), "there is no group \(quoted(name))",
            mend: mend(unknown: name, known: surroundings.groups.keys.sorted()) + "; groups stand in the channel's file"
        )
        return nil
    }

    private func tags(_ row: PointRow) -> [String]? {
        guard row.isGiven(.tags) else { return surroundings.deviceTags }
        let own = row.text(.tags).split(separator: " ").map(String.init)
        if let odd = own.first(where: { !Identifier.isValid($0) }) {
            findings.error(
                row.location(.tags), "\(quoted(odd)) is no tag",
                mend: "use letters, digits, '_' and '-', and blanks between tags")
            return nil
        }
        return surroundings.deviceTags + own.filter { !surroundings.deviceTags.contains($0) }
    }

    private func limits(_ row: PointRow) -> (minimum: Double?, maximum: Double?)? {
        guard let minimum = number(row, .minimum, default: -.infinity),
            let maximum = number(row, .maximum, default: .infinity)
        else { return nil }
        guard minimum <= maximum else {
            findings.error(
                row.location(.minimum), "minimum \(plain(minimum)) is above maximum \(plain(maximum))",
                mend: "exchange them")
            return nil
        }
        return (minimum.isFinite ? minimum : nil, maximum.isFinite ? maximum : nil)
    }

    /// Checks that need several columns at once.
    private func isSensible(_ traits: PointTraits, _ row: PointRow) -> Bool {
        let canWrite = surroundings.plugin?.canWrite ?? true
        if traits.access.contains(.write), !traits.kind.isWritable {
            findings.error(
                row.location(.access), "a \(traits.kind) is never written",
                mend: "write r, or make it a control (switched) or a setpoint (set to a number)")
            return false
        }
        if traits.access.contains(.write), !canWrite {
            findings.error(
                row.location(row.isGiven(.access) ? .access : .kind),
                "the plugin '\(surroundings.plugin?.id ?? "")' cannot write",
                mend: "make the point a telemetry or a signal with access r")
            return false
        }
        return isScalable(traits, row)
    }

    private func isScalable(_ traits: PointTraits, _ row: PointRow) -> Bool {
        let isNumber = ![.text, .bytes, .bool].contains(traits.dataType)
        guard !isNumber, traits.scale != 1 || traits.offset != 0 else { return true }
        findings.error(
            row.location(traits.scale != 1 ? .scale : .offset), "a \(traits.dataType.word) cannot be scaled",
            mend: "leave scale and offset empty, or make the type a number")
        return false
    }
}
