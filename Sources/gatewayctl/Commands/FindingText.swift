import GatewayWire

/// A finding as compilers write theirs, so that editors find the place.
enum FindingText {
    static func line(_ finding: FindingInfo, style: Style) -> String {
        let place = finding.line > 0 ? "\(finding.file):\(finding.line):\(max(1, finding.column))" : finding.file
        let severity = finding.severity == "error" ? "" : "\(finding.severity): "
        let text = "\(severity)\(finding.message) — \(finding.mend)"
        return "\(style.paint(Printable.text(place), .bold)): \(style.paint(Printable.text(text), .plain))"
    }
}
