import GatewayCore

/// Reads settings against the schema of a plugin: one cell for each field, defaults filled in.
struct SettingsReader {
    let schema: [FieldSchema]
    let context: ReadingContext

    /// - Parameters:
    ///   - entry: the `settings` of a channel, device or sink, if given.
    ///   - owner: where to report what is missing when there are none.
    func read(_ entry: Entry?, owner: Location) -> [Cell] {
        guard let entry else { return absent(owner) }
        guard var section = entry.section() else { return schema.map(\.defaultCell) }
        let cells = schema.map { field in
            cell(field, &section)
        }
        section.finish()
        return cells
    }

    private func absent(_ owner: Location) -> [Cell] {
        for field in schema where isNeeded(field) {
            context.findings.error(owner, "'settings' lack '\(field.key)'", mend: field.mendForAbsence)
        }
        return schema.map(\.defaultCell)
    }

    private func cell(_ field: FieldSchema, _ section: inout Section) -> Cell {
        guard let entry = section.entry(field.key) else {
            if isNeeded(field) {
                context.findings.error(
                    section.place(field.key), "'settings' lack '\(field.key)'", mend: field.mendForAbsence)
            }
            return field.defaultCell
        }
        guard let text = text(entry) else { return field.defaultCell }
        if field.kind == .secret { checkSecret(text, entry) }
        return context.findings.keeping(entry.location) { () throws(Complaint) in try field.cell(text) }
            ?? field.defaultCell
    }

    private func isNeeded(_ field: FieldSchema) -> Bool {
        field.isRequired && field.defaultCell == .absent
    }

    /// The value as written, or from the environment where it says so: `${env:PORT:-502}`.
    private func text(_ entry: Entry) -> String? {
        guard let text = entry.text() else { return nil }
        return context.findings.keeping(entry.location) { () throws(Complaint) in
            try EnvironmentText.expand(text, context.environment)
        }
    }

    private func checkSecret(_ text: String, _ entry: Entry) {
        guard !text.isEmpty, SecretReference(text) == nil else { return }
        context.findings.warning(
            entry.location, "'\(entry.key)' stands here for all to read",
            mend: "write secret:NAME, env:NAME or file:PATH, and keep the value there")
    }
}
