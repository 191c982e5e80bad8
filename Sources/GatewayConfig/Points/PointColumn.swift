/// The columns every point table may have, whatever the protocol.
enum PointColumn: Int, CaseIterable {
    case id
    case name
    case description
    // From here on: what many points share.
    case kind
    case type
    case unit
    case scale
    case offset
    case deadband
    case access
    case group
    case minimum
    case maximum
    case tags

    /// As the first line of a table spells it.
    var word: String {
        "\(self)"
    }

    static let words = allCases.map(\.word)
    /// Columns that together make up ``PointTraits``.
    static let traits = PointColumn.kind.rawValue...PointColumn.tags.rawValue
}
