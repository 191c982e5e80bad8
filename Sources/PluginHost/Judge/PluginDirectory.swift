import CGatewayABI
import GatewayCore
import Glibc

/// The directory where plugins lie, and the judge of what lies there.
///
/// No foreign code runs in this process: owner, mode, ELF header and trust are looked at here, and what a file says about itself
/// is asked in a short-lived child. Calls block for as long as the children take; keep them off event loops.
public struct PluginDirectory: Sendable {
    public let path: String
    /// Path of `gatewayd-plugin`, the child.
    public let describer: String
    /// Path of the file that remembers descriptions by SHA-256; `nil` remembers nothing.
    public let memory: String?
    /// Who may come in.
    public let trust: TrustFolder
    /// How long a child may take before it counts as hung.
    public let deadline: Duration

    public init(
        path: String, describer: String, memory: String?, trust: TrustFolder = .usual, deadline: Duration = .seconds(5)
    ) {
        self.path = path
        self.describer = describer
        self.memory = memory
        self.trust = trust
        self.deadline = deadline
    }

    /// Judges every `.so` file, in the order of their names. A directory that cannot be used is itself the one refused
    /// "file" of the answer.
    public func scan() -> [PluginFile] {
        var nothing = JudgedFiles()
        return scan(&nothing)
    }

    /// The same, taking over from `known` what was decided about files that have not changed since.
    /// - Parameter unfinished: names of files of which a write was seen and its end was not.
    public func scan(_ known: inout JudgedFiles, unfinished: Set<String> = []) -> [PluginFile] {
        if let refusal = Self.refusal(ofDirectory: path) { return [Self.refused(path, refusal)] }
        guard let names = FileNames.list(path)?.filter({ $0.hasSuffix(".so") }) else {
            return [Self.refused(path, Refusal(.unreadable, "cannot list \(path): \(SystemError.text(errno))"))]
        }
        let before = DescriptionMemory.load(memory)
        var memory = before
        // Read again each time, so that what an administrator changes counts without a restart.
        let rules = trust.rules
        known.hold(under: rules)
        let files = names.map { look("\(path)/\($0)", unfinished.contains($0), rules, &known, &memory) }
        known.keepOnly(files.map(\.path))
        memory.keepOnly(Set(files.map(\.sha256)))
        if memory != before { memory.save(to: self.memory) }
        return Self.refusingDuplicates(files)
    }

    /// Judges one file, wherever it lies. Nothing is remembered.
    public func judge(file: String) -> PluginFile {
        var memory = DescriptionMemory()
        let directory = file.lastIndex(of: "/").map { $0 == file.startIndex ? "/" : String(file[..<$0]) } ?? "."
        if let refusal = Self.refusal(ofDirectory: directory) { return Self.refused(file, refusal) }
        if let refusal = Arrival(path: file, hasUnfinishedWrite: false).refusal { return Self.refused(file, refusal) }
        return judge(file, trust.rules, &memory)
    }

    /// Judges a file that is all there and was not judged before.
    private func look(
        _ file: String, _ isUnfinished: Bool, _ rules: Result<TrustRules, Refusal>, _ known: inout JudgedFiles,
        _ memory: inout DescriptionMemory
    ) -> PluginFile {
        let facts = JudgedFiles.Facts(file)
        if let facts, let verdict = known.verdict(of: file, facts) { return verdict }
        if let refusal = Arrival(path: file, hasUnfinishedWrite: isUnfinished).refusal {
            return Self.refused(file, refusal)
        }
        let verdict = judge(file, rules, &memory)
        // What changed under the eyes of the judge is looked at again next time.
        if let facts, facts == JudgedFiles.Facts(file) { known.remember(verdict, facts) }
        return verdict
    }

    /// What the machine's trust folder says of one file, wherever it lies. No code of it runs.
    public func examine(file: String) -> TrustReport {
        var report = TrustReport(path: file, folder: trust.path)
        do throws(Refusal) {
            let image = try Self.sealed(file)
            report.sha256 = image.sha256
            let rules = try trust.read()
            rules.examine(image, &report)
            try rules.admit(image)
        } catch {
            report.refusal = error
        }
        return report
    }

    /// The same of every `.so` file, in the order of their names; of the directory itself when it cannot be used.
    public func examine() -> [TrustReport] {
        var report = TrustReport(path: path, folder: trust.path)
        report.refusal = Self.refusal(ofDirectory: path)
        if report.refusal != nil { return [report] }
        let names = FileNames.list(path)?.filter { $0.hasSuffix(".so") } ?? []
        return names.map { examine(file: "\(path)/\($0)") }
    }

    /// The file's bytes, if owner, mode and header let it be a plugin.
    private static func sealed(_ file: String) throws(Refusal) -> SealedImage {
        let opened = try OpenedFile(file, guardedBy: FileGuard(user: geteuid()))
        if let refusal = ELFHeader.refusal(try opened.start(ELFHeader.size), path: file) { throw refusal }
        return try SealedImage(opened)
    }

    private func judge(
        _ file: String, _ rules: Result<TrustRules, Refusal>, _ memory: inout DescriptionMemory
    ) -> PluginFile {
        var digest = ""
        do throws(Refusal) {
            let image = try Self.sealed(file)
            digest = image.sha256
            // Before anything of it runs, and before anything it once said is believed.
            try rules.get().admit(image)
            let plugins = try describe(image, &memory)
            return PluginFile(path: file, sha256: digest, verdict: .accepted(plugins))
        } catch {
            return PluginFile(path: file, sha256: digest, verdict: .refused(error))
        }
    }

    private func describe(
        _ image: SealedImage, _ memory: inout DescriptionMemory
    ) throws(Refusal) -> [PluginDescription] {
        let file = image.path
        if let known = memory.documents[image.sha256], case .plugins(let declared)? = DescribeDocument(text: known) {
            return try DescriptionCheck.descriptions(declared, path: file)
        }
        // A library that is no plugin is not run to find that out.
        guard try image.mentions(GW_PLUGIN_ENTRY) else { throw PluginImage.missingEntry(file) }
        let child = ShortChild(
            program: describer, arguments: Describer.arguments(for: file), files: [image.fd], deadline: deadline)
        let declared = try DescribeVerdict(file: file, describer: describer, deadline: deadline).declared(child.run())
        memory.remember(DescribeDocument.plugins(declared).text, for: image.sha256)
        return try DescriptionCheck.descriptions(declared, path: file)
    }

    /// The first file by name keeps an id; a later one that claims it again is refused.
    static func refusingDuplicates(_ files: [PluginFile]) -> [PluginFile] {
        var owners: [String: String] = [:]
        return files.map { file in
            if let id = file.plugins.map(\.id).first(where: { owners[$0] != nil }), let owner = owners[id] {
                let message = "its plugin '\(id)' is already there in \(owner); remove one of the two files"
                return PluginFile(
                    path: file.path, sha256: file.sha256, verdict: .refused(Refusal(.duplicateID, message)))
            }
            for plugin in file.plugins { owners[plugin.id] = file.name }
            return file
        }
    }

    private static func refusal(ofDirectory path: String) -> Refusal? {
        var facts = stat()
        guard stat(path, &facts) == 0 else {
            return Refusal(.unreadable, "cannot use \(path): \(SystemError.text(errno)); make the directory")
        }
        return FileGuard(user: geteuid()).refusal(ofDirectory: path, mode: facts.st_mode, owner: facts.st_uid)
    }

    private static func refused(_ path: String, _ refusal: Refusal) -> PluginFile {
        PluginFile(path: path, sha256: "", verdict: .refused(refusal))
    }
}
