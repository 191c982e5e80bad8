import Glibc
import PluginHost

/// Puts an archive in place on this machine: plugins into the plugin directory, the site's files into a folder.
///
/// Everything is written beside its place first, judged there, and then renamed: who looks sees the old or the new, never half
/// of one. Plugins in use are replaced by rename, so what runs runs on.
public struct SiteInstall {
    private let archive: SiteArchive
    /// Where the site's files go; what was there is kept as `FOLDER.previous`.
    private let folder: String
    private let plugins: PluginDirectory

    /// - Parameter plugins: the directory they go into, and who judges them.
    public init(_ archive: SiteArchive, to folder: String, plugins: PluginDirectory) {
        self.archive = archive
        self.folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        self.plugins = plugins
    }

    private var incoming: String { "\(folder).incoming" }
    private var previous: String { "\(folder).previous" }
    private var waiting: String { "\(plugins.path)/.incoming" }

    /// Does it, or with `isDryRun` everything but the last step. Says in a line each what was done, or would be.
    public func run(isDryRun: Bool = false) throws(ArchiveError) -> [String] {
        try checkPlace()
        defer { cleanUp() }
        try stage()
        try judge()
        let steps = self.steps
        if isDryRun { return steps }
        for file in archive.plugins { try move("\(waiting)/\(file.name)", "\(plugins.path)/\(file.name)") }
        try swapSite()
        return steps
    }

    private var steps: [String] {
        let files = archive.plugins.map { file in
            "\(plugins.path)/\(file.name)" + (Self.exists("\(plugins.path)/\(file.name)") ? " replaced" : " added")
        }
        let kept = Self.exists(folder) ? ", the old one is \(previous)" : ""
        return files + ["site '\(archive.siteName)' put into \(folder) (\(archive.site.count) files)\(kept)"]
    }

    private func checkPlace() throws(ArchiveError) {
        var facts = stat()
        guard lstat(folder, &facts) == 0 else { return }
        guard facts.st_mode & S_IFMT == S_IFDIR else {
            throw ArchiveError("\(folder) is no folder", mend: "name a folder, or one that is not there yet")
        }
        guard Self.exists("\(folder)/site.yaml") || isEmpty else {
            throw ArchiveError("\(folder) holds something that is no site", mend: "name another folder")
        }
    }

    /// An empty folder may be taken; hidden files are kept with the old one.
    private var isEmpty: Bool {
        (try? FolderFiles.read(folder, limits: ArchiveLimits()))?.isEmpty ?? false
    }

    private func stage() throws(ArchiveError) {
        cleanUp()
        guard mkdir(waiting, 0o755) == 0 else {
            throw ArchiveError(
                "cannot write into \(plugins.path): \(FolderFiles.words(errno))",
                mend: "make the directory, or become its owner")
        }
        for file in archive.plugins {
            try FolderFiles.write(file, below: waiting, mode: file.name.hasSuffix(".so") ? 0o755 : 0o644)
        }
        for file in archive.site { try FolderFiles.write(file, below: incoming, mode: 0o644) }
    }

    /// What the gateway would refuse is not put in place.
    private func judge() throws(ArchiveError) {
        let present = plugins.scan()
        for file in archive.plugins where file.name.hasSuffix(".so") {
            let judged = plugins.judge(file: "\(waiting)/\(file.name)")
            if let refusal = judged.refusal {
                throw ArchiveError(
                    "the plugin \(file.name) is refused: \(refusal.message)", mend: "nothing was installed")
            }
            for plugin in judged.plugins {
                let owner = present.first { $0.name != file.name && $0.plugins.contains { $0.id == plugin.id } }
                guard let owner else { continue }
                throw ArchiveError(
                    "the plugin '\(plugin.id)' is there already in \(owner.path)", mend: "remove it, then install again"
                )
            }
        }
    }

    private func swapSite() throws(ArchiveError) {
        if Self.exists(folder) {
            FolderRemoval.remove(previous)
            try move(folder, previous)
        }
        do throws(ArchiveError) {
            try move(incoming, folder)
        } catch {
            rename(previous, folder)
            throw error
        }
    }

    private func move(_ old: String, _ new: String) throws(ArchiveError) {
        guard rename(old, new) == 0 else {
            throw ArchiveError(
                "cannot rename \(old) to \(new): \(FolderFiles.words(errno))", mend: "look at the two folders")
        }
    }

    private func cleanUp() {
        FolderRemoval.remove(incoming)
        FolderRemoval.remove(waiting)
    }

    private static func exists(_ path: String) -> Bool {
        var facts = stat()
        return lstat(path, &facts) == 0
    }
}
