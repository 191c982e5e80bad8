import ArgumentParser
import Glibc
import PluginHost

/// A plugin file that somebody means, by the file or by its name and sum.
struct PluginChoice: ParsableArguments {
    @Argument(
        help: "The .so file, or its name in the folder of the plugins.", completion: .file(extensions: ["so"]))
    var plugin: String

    @Argument(
        help: ArgumentHelp(
            "The file's SHA-256 (default: that of the file as it lies there).", valueName: "sha256:hex"))
    var sum: String?

    /// Its name and sum, for a list.
    func resolve(in folder: String) throws -> (name: String, sha256: String) {
        if let sum {
            guard let sha256 = Digest.parse(sum) else {
                throw Complaint(
                    .usage, "'\(sum)' is no SHA-256 sum — write sha256: and 64 hex digits, as sha256sum prints them")
            }
            return (Self.name(plugin), sha256)
        }
        let path = Self.path(plugin, in: folder)
        let image = try Complaint.instead { () throws(Refusal) in try SealedImage(unguarded: path) }
        return (Self.name(path), image.sha256)
    }

    /// What is no path is looked for among the plugins.
    static func path(_ plugin: String, in folder: String) -> String {
        if plugin.contains("/") || access(plugin, F_OK) == 0 { return plugin }
        return "\(folder)/\(plugin.hasSuffix(".so") ? plugin : plugin + ".so")"
    }

    private static func name(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}

extension Complaint {
    /// Ends the command with the words of a refusal.
    static func instead<Result>(_ body: () throws(Refusal) -> Result) throws(Complaint) -> Result {
        do throws(Refusal) {
            return try body()
        } catch {
            throw Complaint(.no, Printable.text(error.message))
        }
    }
}
