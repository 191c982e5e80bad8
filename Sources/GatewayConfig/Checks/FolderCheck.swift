import GatewayCore

/// Warns of folders that are nearly called like one of a site's, whose files nobody would read.
enum FolderCheck {
    static let known = ["channels", "points", "templates", "model", "alarms", "sinks"]

    static func check(_ folder: SiteFolder, _ findings: FindingList) {
        for name in known {
            guard let problem = folder.listingProblem(name) else { continue }
            findings.error(
                Location(file: folder.name(name), line: 1), "this folder cannot be listed: \(problem)",
                mend: "let the gateway's user read it"
            )
        }
        for name in folder.list() where !known.contains(name) && name != SiteFileReader.name {
            guard let near = NearestName.to(String(name.prefix(64)), among: known + [SiteFileReader.name]) else {
                continue
            }
            findings.warning(
                Location(file: folder.name(name), line: 1), "nothing is read from here", mend: "did you mean '\(near)'?"
            )
        }
    }
}
