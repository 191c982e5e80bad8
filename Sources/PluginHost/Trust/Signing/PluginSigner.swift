/// Signs plugin files: puts `NAME.so.minisig` beside them.
public struct PluginSigner: Sendable {
    private let key: SecretKey

    public init(_ key: SecretKey) {
        self.key = key
    }

    /// Signs `file` and says where the signature is. `comment` is signed with it; by default time and name.
    public func sign(_ file: String, comment: String? = nil) throws(Refusal) -> String {
        let image = try SealedImage(unguarded: file)
        let name = file.split(separator: "/").last.map(String.init) ?? file
        // As minisign words it.
        let usual = "timestamp:\(HostClock.wall / 1_000_000_000)\tfile:\(name)\thashed"
        let signature = try image.withBytes { key.sign($0, comment: comment ?? usual) }
        let path = SignatureFinding.path(of: file)
        guard DurableFile.replace(path, with: signature.text) else {
            throw Refusal(.unreadable, "cannot write \(path): \(SystemError.lastText); sign a copy where you may write")
        }
        return path
    }
}
