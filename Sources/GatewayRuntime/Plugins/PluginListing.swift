import GatewayConfig
import GatewayWire
import PluginHost

/// The list of plugins as people and programs see it: what lies in the directory, what runs, and what to do where the two
/// are not the same. Pure.
public struct PluginListing {
    let files: [PluginFile]
    /// What runs for this site.
    private let running: [PluginInUse]
    private let site: Site
    private let isolation: (PluginFile, PluginChoice) -> Isolation

    /// - Parameters:
    ///   - inUse: plugins that run; those the site does not name are left out.
    ///   - isolation: where a plugin would run.
    init(
        files: [PluginFile], inUse: [PluginInUse], site: Site,
        isolation: @escaping (PluginFile, PluginChoice) -> Isolation
    ) {
        self.files = files
        self.site = site
        self.isolation = isolation
        running = inUse.filter { plugin in
            site.channels.contains { $0.plugin == plugin.id } || site.sinks.contains { $0.plugin == plugin.id }
        }
    }

    public init(_ shelf: PluginShelf, site: Site) {
        self.init(files: shelf.all, inUse: shelf.inUse, site: site, isolation: shelf.isolation)
    }

    /// File by file, then what runs and has no usable file any more.
    public var infos: [PluginInfo] {
        let listed = files.flatMap { file in PluginInfo.all(of: file).map { complete($0, file) } }
        let ids = Set(files.flatMap(\.plugins).map(\.id))
        return listed + running.filter { !ids.contains($0.id) }.map(orphan)
    }

    /// Adds to the entry of a file what runs of it.
    private func complete(_ info: PluginInfo, _ file: PluginFile) -> PluginInfo {
        guard let id = info.id else { return info }
        var info = info
        info.isolation = isolation(file, site.plugins.first { $0.id == id } ?? PluginChoice(id: id)).rawValue
        let candidates = running.filter { $0.id == id }
        // While a plugin moves over to a newer file, both run.
        guard let used = candidates.first(where: { $0.sha256 == file.sha256 }) ?? candidates.first else { return info }
        info.state = "loaded"
        info.isolation = used.isolation.rawValue
        info.running = RunningPluginInfo(used)
        guard used.sha256 != file.sha256 else { return info }
        info.fileState = "replaced"
        info.advice = Self.advice(replaced: used, by: file, version: info.version ?? "")
        return info
    }

    /// A plugin that runs while its file is gone, refused or still on its way.
    private func orphan(_ used: PluginInUse) -> PluginInfo {
        var info = PluginInfo(used)
        let refusal = files.first { $0.path == used.file }?.refusal
        switch refusal?.reason {
        case nil: info.fileState = "removed"
        case .arriving: info.fileState = "arriving"
        default: info.fileState = "refused"
        }
        info.advice =
            refusal == nil
            ? "it runs until its channels and sinks stop; put the file back, or take them out of the site"
            : "it runs as it was; what lies there now is not used"
        return info
    }

    private static func advice(replaced used: PluginInUse, by file: PluginFile, version: String) -> String {
        let fact =
            "running is \(used.description.version) (sha256 \(used.sha256.prefix(12))…), "
            + "the file is \(version) (sha256 \(file.sha256.prefix(12))…); "
        return fact
            + (used.isolation == .inside ? "restart gatewayd to use it" : "run: gatewayctl plugin upgrade \(used.id)")
    }
}

extension RunningPluginInfo {
    init(_ used: PluginInUse) {
        self.init(
            version: used.description.version, sha256: used.sha256, isolation: used.isolation.rawValue, file: used.file)
    }
}
