import ArgumentParser
import Glibc
import PluginHost

/// Where plugins lie when no gateway is asked.
struct PluginPlaces: ParsableArguments {
    @Option(
        name: [.customLong("directory"), .customLong("drivers")],
        help: ArgumentHelp(
            "Folder of the plugins (default: ./drivers.d, then /usr/lib/gatewayd/drivers.d).", valueName: "folder"),
        completion: .directory)
    var directory: String?

    @Option(
        help: ArgumentHelp(
            "The program that reads descriptions (default: gatewayd-plugin beside this one).", valueName: "path"),
        completion: .file())
    var describer: String?

    @OptionGroup var trust: TrustPlace

    static let usual = ["./drivers.d", "/usr/lib/gatewayd/drivers.d"]

    var directoryPath: String {
        directory ?? Self.usual.first { access($0, R_OK) == 0 } ?? Self.usual[1]
    }

    var describerPath: String {
        describer ?? Self.neighbour("gatewayd-plugin")
    }

    var plugins: PluginDirectory {
        PluginDirectory(path: directoryPath, describer: describerPath, memory: nil, trust: trust.folder)
    }

    /// Those that were built with this program, which may run inside of a gateway.
    var builtIn: BuiltInList {
        BuiltInList(path: Self.neighbour("plugins.sha256"))
    }

    /// A file in the folder this one runs from, wherever the user called it from.
    private static func neighbour(_ name: String) -> String {
        guard let resolved = realpath("/proc/self/exe", nil) else { return name }
        defer { free(resolved) }
        let program = String(cString: resolved)
        guard let slash = program.lastIndex(of: "/") else { return name }
        return program[...slash] + name
    }
}
