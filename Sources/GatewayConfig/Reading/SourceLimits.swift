/// Where reading a site stops, so that a wrong or hostile file costs neither the memory nor the day.
enum SourceLimits {
    static let yamlBytes = 16 << 20
    static let csvBytes = 512 << 20
    static let findingsPerFile = 100
    /// Past these a table is not read on: it is not what it was taken for.
    static let findingsCounted = 10_000
    static let pointsPerChannel = 16_000_000
}
