import FoundationEssentials
import Glibc

/// Puts a package on the disk, whole or not at all.
public struct PackageWriter: Sendable {
    /// The folder that the package's own folder will be in.
    public let folder: String

    public init(folder: String) {
        self.folder = folder
    }

    /// Writes the files and returns the package's folder. What is there already is never touched.
    public func write(_ plan: PackagePlan) throws(PackageError) -> String {
        let root = folder == "." ? plan.request.name.id : "\(folder)/\(plan.request.name.id)"
        try claim(root)
        do {
            for file in plan.files { try Self.write(file, in: root) }
        } catch {
            // The folder is ours since `claim`; half a package helps nobody.
            try? FileManager.default.removeItem(atPath: root)
            throw PackageError("cannot write \(root): \(error)", mend: "is there room, and may you write there?")
        }
        return root
    }

    /// Makes the folder, which must not be there.
    private func claim(_ root: String) throws(PackageError) {
        guard mkdir(root, 0o777) != 0 else { return }
        let code = errno
        switch code {
        case EEXIST:
            throw PackageError("\(root) is there already", mend: "choose another name, or another folder with --in")
        case ENOENT:
            throw PackageError("there is no folder \(folder)", mend: "make it: mkdir -p \(folder)")
        default:
            let words = strerror(code).map { String(cString: $0) } ?? "error \(code)"
            throw PackageError("cannot make \(root): \(words)", mend: "name a folder you may write in with --in")
        }
    }

    private static func write(_ file: PackageFile, in root: String) throws {
        let path = "\(root)/\(file.path)"
        if let slash = path.lastIndex(of: "/") {
            try FileManager.default.createDirectory(
                atPath: String(path[..<slash]), withIntermediateDirectories: true)
        }
        try Data(file.text.utf8).write(to: URL(filePath: path))
        if file.isExecutable { chmod(path, 0o755) }
    }
}
