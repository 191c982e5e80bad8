import PluginHost

enum ArchiveSum {
    static func of(_ bytes: [UInt8]) -> String {
        SHA256.digest(bytes)
    }
}
