/// Where reading a site stops, so that a wrong or hostile file costs neither the memory nor the day.
enum SourceLimits {
    static let yamlBytes = 16 << 20
    static let csvBytes = 512 << 20
    static let findingsPerFile = 100
    static let pointsPerChannel = 16_000_000
}
