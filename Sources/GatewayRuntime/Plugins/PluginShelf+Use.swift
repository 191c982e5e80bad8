import GatewayConfig
import GatewayCore
import PluginHost

extension PluginShelf {
    /// A plugin by id, ready to make instances: in this process or in children, as the site says or else as its origin
    /// says. Throws with ``PluginStatus/configuration``. Blocks for as long as loading or copying the file takes.
    func use(_ id: String, for site: Site) throws(PluginFailure) -> any UsablePlugin {
        let files = all
        guard let file = files.first(where: { $0.plugins.contains { $0.id == id } }) else {
            if let kept = kept(id, files) { return kept }
            throw PluginFailure(status: .configuration, message: "there is no plugin '\(id)' in the plugin directory")
        }
        let choice = site.plugins.first { $0.id == id } ?? PluginChoice(id: id)
        if let wanted = choice.sha256, wanted.lowercased() != file.sha256 {
            let message = "\(file.name) has SHA-256 \(file.sha256), the site wants \(wanted) — put the right file there"
            throw PluginFailure(status: .configuration, message: message)
        }
        let isolation = isolation(of: file, choice)
        if isolation == .inside { return try inside(file, id) }
        return try child(file, id, ChildTerms(choice, isolation))
    }

    /// The code in this process, which may be older than the file: then it has to understand the same settings.
    private func inside(_ file: PluginFile, _ id: String) throws(PluginFailure) -> LoadedPlugin {
        let loaded = try LoadedPlugin.load(file, id: id)
        guard loaded.sha256 != file.sha256, let fresh = file.plugins.first(where: { $0.id == id }) else {
            return loaded
        }
        let old = loaded.description
        guard old.settings == fresh.settings, old.device == fresh.device, old.address == fresh.address else {
            throw PluginFailure(
                status: .configuration,
                message:
                    "the plugin '\(id)' in gatewayd is version \(old.version), its file is \(fresh.version) and has "
                    + "other settings — restart gatewayd to use it")
        }
        return loaded
    }

    /// A plugin inside of this process whose file was removed; one whose file is refused now is not used again.
    private func kept(_ id: String, _ files: [PluginFile]) -> LoadedPlugin? {
        let paths = Set(files.map(\.path))
        return LoadedPlugin.all.first { $0.description.id == id && !paths.contains($0.file) }
    }

    /// Where the plugins of a file run on this site.
    public func isolation(of file: PluginFile, _ choice: PluginChoice) -> Isolation {
        switch choice.isolation {
        case .inside: .inside
        case .process: .process
        case .sandbox: .sandbox
        case nil: isBuiltIn(file.sha256) ? .inside : .process
        }
    }

    /// One object for all channels and sinks that use the same file on the same terms: they share its copy in memory.
    private func child(_ file: PluginFile, _ id: String, _ terms: ChildTerms) throws(PluginFailure) -> ChildPlugin {
        let key = ChildKey(id: id, sha256: file.sha256, terms: terms)
        if let known = children.withLock({ $0[key]?.plugin }) { return known }
        let made = try ChildPlugin(file, id: id, program: directory.describer, terms: terms)
        children.withLock { children in
            children = children.filter { $0.value.plugin != nil }
            children[key] = WeakChildPlugin(plugin: made)
        }
        return made
    }
}

/// What makes two uses of a plugin the same.
struct ChildKey: Hashable {
    let id: String
    let sha256: String
    let terms: ChildTerms
}

/// Kept only as long as somebody uses it.
struct WeakChildPlugin: Sendable {
    weak let plugin: ChildPlugin?
}

extension ChildTerms {
    /// On the terms of a site.
    init(_ choice: PluginChoice, _ isolation: Isolation) {
        var request = ConfinementRequest(isolation)
        if let memory = choice.limits.memory { request.memory = UInt64(clamping: memory) }
        if let files = choice.limits.openFiles { request.openFiles = UInt64(clamping: files) }
        request.readable = choice.allow.read
        request.writable = choice.allow.write
        request.connectPorts = choice.allow.connect
        request.bindPorts = choice.allow.listen
        self.init(request, hangLimit: choice.limits.hangAfter, environment: choice.environment)
    }
}
