import Foundation
import GatewayCore

/// The folder of a site: finds its files and lets nobody out of it.
struct SiteFolder {
    /// As the user typed it, without a slash at the end.
    let shown: String
    private let root: String

    /// `nil` when there is no such folder.
    init?(_ typed: String) {
        shown = typed.count > 1 && typed.hasSuffix("/") ? String(typed.dropLast()) : typed
        guard let real = Self.realPath(typed) else { return nil }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: real, isDirectory: &isFolder), isFolder.boolValue else {
            return nil
        }
        root = real
    }

    func name(_ relative: String) -> String {
        "\(shown)/\(relative)"
    }

    /// Names in a folder of the site, sorted, hidden ones left out. A folder that is not there is empty.
    func list(_ relative: String = "") -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(relative)")) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted()
    }

    /// Why a folder that is there cannot be listed; `nil` when it can, or is not there.
    func listingProblem(_ relative: String) -> String? {
        guard let folder = opendir("\(root)/\(relative)") else {
            return errno == ENOENT ? nil : String(cString: strerror(errno))
        }
        closedir(folder)
        return nil
    }

    /// The bytes of a file that may only lie inside of the site.
    func bytes(_ relative: String, limit: Int) throws(Complaint) -> [UInt8] {
        guard !relative.hasPrefix("/"), !relative.split(separator: "/").contains("..") else {
            throw outside(relative)
        }
        guard !relative.utf8.contains(0), let real = Self.realPath("\(root)/\(relative)") else {
            throw absent(relative)
        }
        guard real.hasPrefix(root + "/") else { throw outside(relative) }
        return try SourceLoader.bytes(real, limit: limit)
    }

    private func outside(_ relative: String) -> Complaint {
        Complaint(
            "\(quoted(relative)) lies outside of the site", mend: "copy the file into the site and name it from there")
    }

    private func absent(_ relative: String) -> Complaint {
        let parts = relative.split(separator: "/").map(String.init)
        let folder = parts.dropLast().joined(separator: "/")
        let near = NearestName.to(String((parts.last ?? "").prefix(64)), among: list(folder))
        let proposal = near.map { folder.isEmpty ? $0 : "\(folder)/\($0)" }
        return Complaint(
            "there is no file \(quoted(relative))",
            mend: proposal.map { "did you mean \(quoted($0))?" }
                ?? "create it; ways to files start at the folder of the site")
    }

    private static func realPath(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}
