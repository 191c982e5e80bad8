import GatewayConfig
import GatewayConformance
import Glibc

/// `--settings`: YAML files and `KEY=VALUE`, in any mixture; what comes later counts.
enum SettingsArgument {
    static func read(_ texts: [String]) throws -> GivenSettings {
        var given = GivenSettings()
        for text in texts where !given.add(text) { try add(file: text, to: &given) }
        return given
    }

    private static func add(file: String, to given: inout GivenSettings) throws {
        guard let bytes = bytes(of: file) else {
            throw Complaint(
                .usage, "--settings \(file): \(String(cString: strerror(errno))); name a YAML file, or write KEY=VALUE")
        }
        let document = SettingsDocument(bytes, name: file)
        if let finding = document.findings.first {
            let place = finding.line > 0 ? "\(finding.file):\(finding.line):\(max(1, finding.column))" : finding.file
            throw Complaint(.usage, "\(place): \(finding.message) — \(finding.mend)")
        }
        for (key, value) in document.values { given.add(key, value) }
    }

    /// `nil` and `errno` when it cannot be read; a settings file is small.
    private static func bytes(of file: String) -> [UInt8]? {
        let fd = open(file, O_RDONLY | O_CLOEXEC)
        guard fd >= 0 else { return nil }
        defer { close(fd) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = Glibc.read(fd, &bytes, bytes.count)
        return count >= 0 ? Array(bytes.prefix(count)) : nil
    }
}
