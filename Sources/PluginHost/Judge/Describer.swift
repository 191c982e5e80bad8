import CLinux
import Glibc

/// The whole program `gatewayd-plugin`: loads one file and writes what its plugins say about themselves.
public enum Describer {
    /// The file to be described.
    private static let image: Int32 = 3

    private static let usage = """
        usage: gatewayd-plugin describe FILE

        Loads file 3, which was opened for it, and writes what the plugins in it say about themselves to standard output;
        in words it is called FILE. gatewayd runs this so that no unknown code runs in its own process; for people there
        is: gatewayctl plugin describe FILE

        """

    /// What the child is told, besides the ``SealedImage/fd`` as file 3.
    static func arguments(for file: String) -> [String] { ["describe", file] }

    /// Returns the exit code: 0 described, 1 refused, 64 wrong usage. End the process with `_exit`: the destructors of a
    /// file under judgement are not run.
    public static func run(_ arguments: [String]) -> Int32 {
        guard arguments.count == 3, arguments[1] == "describe" else {
            _ = TextFile.writeAll(2, Array(usage.utf8))
            return 64
        }
        limitTime()
        // Files that whoever started us left open are none of the plugin's business.
        _ = gateway_close_from(UInt32(image) + 1)
        // A file that prints while it is loaded must not end up in the middle of the document.
        let output = fcntl(1, F_DUPFD_CLOEXEC, 3)
        dup2(2, 1)
        let document: DescribeDocument
        do throws(ConfinementFailure) {
            try confineMyself(arguments[2])
            document = describe(arguments[2])
        } catch {
            document = .refused(Refusal(.describerMissing, error.message))
        }
        guard TextFile.writeAll(output, Array(document.text.utf8)) else { return 1 }
        if case .refused = document { return 1 }
        return 0
    }

    private static func describe(_ file: String) -> DescribeDocument {
        do throws(Refusal) {
            var plugins: [DeclaredPlugin] = []
            for tables in try PluginImage.open("/proc/self/fd/\(image)", of: file).plugins {
                plugins.append(try DeclaredPlugin(reading: tables))
            }
            return .plugins(plugins)
        } catch {
            return .refused(error)
        }
    }

    /// A plugin that says what it is needs no file but its own and its libraries, and no network.
    private static func confineMyself(_ file: String) throws(ConfinementFailure) {
        var request = ConfinementRequest(.sandbox)
        (request.openFiles, request.fileSize) = (256, 1 << 20)
        (request.connectPorts, request.bindPorts) = ([], [])
        request.readable = readable(file)
        // What is lacking makes the wall thinner; it is no reason not to ask.
        _ = try Confinement.apply(request)
    }

    /// The folder too: a plugin may have its own library beside it. `file` may be relative to where we were started.
    private static func readable(_ file: String) -> [String] {
        guard let path = realpath(file, nil) else { return [] }
        defer { free(path) }
        let name = String(cString: path)
        let folder = name.lastIndex(of: "/").map { String(name[..<$0]) } ?? ""
        return folder.isEmpty ? [name] : [name, folder]
    }

    /// Against a loop that does nothing else, and a child that lost its parent.
    private static func limitTime() {
        limit(RLIMIT_CPU, 30)
        alarm(60)
    }

    private static func limit(_ resource: __rlimit_resource, _ value: rlim_t) {
        var limits = rlimit(rlim_cur: value, rlim_max: value)
        setrlimit(__rlimit_resource_t(resource.rawValue), &limits)
    }
}
