import PluginHost

/// What is known about the trust in one file, as JSON.
struct TrustReportInfo: Encodable {
    let file: String
    let trusted: Bool
    let sha256: String?
    let policy: String?
    let allowed: Bool
    let denied: Bool
    let signature: String?
    /// Of the signature.
    let key: String?
    let comment: String?
    let reason: String?
    let message: String?

    init(_ report: TrustReport) {
        file = report.path
        trusted = report.refusal == nil
        sha256 = report.sha256
        policy = report.policy?.rawValue
        allowed = report.allowed != nil
        denied = report.denied != nil
        signature = report.signature.map(SignatureText.word)
        key = report.signature.flatMap(SignatureText.key)
        comment = report.signature.flatMap(SignatureText.comment)
        reason = report.refusal?.reason.rawValue
        message = report.refusal?.message
    }
}
