import ArgumentParser
import PluginHost

/// Where this machine says which plugins may run.
struct TrustPlace: ParsableArguments {
    @Option(
        name: .customLong("trust"),
        help: ArgumentHelp("Folder of the trust policy (default: \(TrustFolder.usual.path)).", valueName: "folder"),
        completion: .directory)
    var path: String?

    /// The usual one may be missing; one that is named must be there.
    var folder: TrustFolder {
        path.map(TrustFolder.init) ?? .usual
    }
}
