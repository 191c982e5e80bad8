import Glibc

/// The folder in which a machine's administrator says which plugins may run: `policy`, `allowed`, `denied` and `*.pub`.
///
/// It lies on the machine and not in the site, so that whoever sends a site cannot loosen it. Whatever in it is not
/// understood refuses all plugins: a typing error must not turn a strict policy into none.
public struct TrustFolder: Hashable, Sendable {
    public let path: String
    /// A machine without the usual folder has no policy. A folder that was named must be there.
    private let mayBeMissing: Bool

    public static let usual = TrustFolder(path: "/etc/gatewayd/trust.d", mayBeMissing: true)

    private static let limit = 1 << 20

    /// A folder that somebody named: an option or a test.
    public init(_ path: String) {
        self.init(path: path, mayBeMissing: false)
    }

    private init(path: String, mayBeMissing: Bool) {
        self.path = path
        self.mayBeMissing = mayBeMissing
    }

    /// What a command needs to mean this folder.
    var option: String { self == .usual ? "" : " --trust \(ShellWord.quoted(path))" }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Whether it is there; a machine without one trusts every plugin.
    public var isThere: Bool { access(path, F_OK) == 0 }

    /// What ``read()`` says, for many files at once.
    var rules: Result<TrustRules, Refusal> {
        Result { () throws(Refusal) in try read() }
    }

    /// Reads everything. Throws with ``Refusal/Reason/trustUnreadable``, naming file, line and mend.
    public func read() throws(Refusal) -> TrustRules {
        var rules = TrustRules(folder: self)
        var facts = stat()
        if mayBeMissing && lstat(path, &facts) != 0 && errno == ENOENT { return rules }
        if let refusal = FolderChain(user: geteuid()).refusal(of: path, option) {
            throw Self.unreadable(refusal.message)
        }
        let names = try names()
        if names.contains("policy") { rules.policy = try parse("policy", TrustPolicy.init) }
        if names.contains("allowed") { rules.allowed = try parse("allowed", DigestList.init) }
        if names.contains("denied") { rules.denied = try parse("denied", DigestList.init) }
        for name in names where name.hasSuffix(".pub") {
            rules.keys.append(NamedKey(file: name, key: try parse(name, PublicKey.init)))
        }
        return rules
    }

    func parse<Content>(
        _ name: String, _ content: ([UInt8]) throws(MalformedText) -> Content
    ) throws(Refusal) -> Content {
        let bytes = try bytes(name)
        do throws(MalformedText) {
            return try content(bytes)
        } catch {
            throw Self.unreadable(error.named(file(name)))
        }
    }

    private func bytes(_ name: String) throws(Refusal) -> [UInt8] {
        do throws(Refusal) {
            return try OpenedFile(file(name), guardedBy: FileGuard(user: geteuid())).whole(limit: Self.limit)
        } catch {
            throw Self.unreadable(error.message)
        }
    }

    private func names() throws(Refusal) -> [String] {
        guard let names = FileNames.list(path) else {
            throw Self.unreadable("cannot list \(path): \(SystemError.text(errno)); run: chmod 755 \(path)")
        }
        return names
    }

    static func unreadable(_ message: String) -> Refusal {
        Refusal(.trustUnreadable, "no plugin is trusted, because the trust folder is not in order: \(message)")
    }
}
