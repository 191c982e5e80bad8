import GatewayConfig
import PluginHost

/// Collects what belongs into the archive of a site.
public enum SitePack {
    /// The site's files and exactly the plugin files it needs, with their signatures. Throws when the site is not complete.
    public static func collect(
        site folder: String, needs: PluginNeeds, plugins: [PluginFile], limits: ArchiveLimits = ArchiveLimits()
    ) throws(ArchiveError) -> SiteArchive {
        let plan = SitePlan(needs: needs.needs, files: plugins)
        if let row = plan.rows.first(where: { !["ready", "surplus"].contains($0.state) }) {
            throw ArchiveError(
                "the plugin '\(row.id)' does not fit the site: \(row.state)", mend: row.advice ?? "see site plan")
        }
        var files: [ArchiveEntry] = []
        for file in plan.neededFiles {
            let bytes = try FolderFiles.read(file: file.path, limit: limits.totalBytes)
            guard SHA256.digest(bytes) == file.sha256 else {
                throw ArchiveError("\(file.path) has changed just now", mend: "pack again")
            }
            files.append(ArchiveEntry(name: file.name, bytes: bytes))
            if let signature = try? FolderFiles.read(file: file.path + JudgedFiles.signatureEnding, limit: 1 << 16) {
                files.append(ArchiveEntry(name: file.name + JudgedFiles.signatureEnding, bytes: signature))
            }
        }
        return SiteArchive(siteName: needs.site, site: try FolderFiles.read(folder, limits: limits), plugins: files)
    }
}
