/// Why a file is not trusted, with the command that mends it.
struct TrustWords {
    let path: String
    let sha256: String
    let folder: TrustFolder

    /// `nil` when the file is trusted.
    func refusal(_ verdict: TrustVerdict) -> Refusal? {
        switch verdict {
        case .unasked, .listed, .signed: nil
        case .denied(let entry, let line): denied(entry, line)
        case .notAllowed(.absent): notAllowed
        case .notAllowed(let finding), .notSigned(let finding): unsigned(finding)
        }
    }

    private func denied(_ entry: DigestList.Entry, _ line: Int) -> Refusal {
        let remark = entry.remark.isEmpty ? "" : " (\(entry.remark))"
        return Refusal(
            .denied, "\(path) is denied by \(folder.path)/denied:\(line)\(remark); to use it after all, run: \(allow)")
    }

    private var notAllowed: Refusal {
        Refusal(
            .notAllowed,
            "\(path) is neither on this machine's list of allowed plugins nor signed; if you trust it, run: \(allow)")
    }

    private var allow: String {
        "gatewayctl plugin allow \(ShellWord.quoted(name)) sha256:\(sha256)\(folder.option)"
    }

    private var name: String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    private func unsigned(_ finding: SignatureFinding) -> Refusal? {
        let signature = SignatureFinding.path(of: path)
        switch finding {
        case .valid: return nil
        case .absent:
            return Refusal(
                .notSigned,
                "\(path) has no signature \(signature), which this machine's policy 'signed' wants; get one from its "
                    + "maker, or if you trust the file, run: gatewayctl plugin sign \(ShellWord.quoted(path)) --key KEY"
            )
        case .unreadable(let refusal): return Refusal(.badSignature, refusal.message)
        case .malformed(let text): return Refusal(.badSignature, text.named(signature))
        case .unknownKey(let id):
            return Refusal(
                .unknownKey,
                "\(path) is signed by key \(id), which is not in \(folder.path); if you trust its owner, get the key from "
                    + "there and run: install -m 644 KEY.pub \(ShellWord.quoted(folder.path))/")
        case .invalid(let id):
            return Refusal(
                .badSignature,
                "\(path) is not what key \(id) signed: the file, \(signature) or its comment was changed; "
                    + "get both again from their maker")
        }
    }
}
