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
        limitMyself()
        // Files that whoever started us left open are none of the plugin's business.
        _ = gateway_close_from(UInt32(image) + 1)
        // A file that prints while it is loaded must not end up in the middle of the document.
        let output = fcntl(1, F_DUPFD_CLOEXEC, 3)
        dup2(2, 1)
        let document = describe(arguments[2])
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

    /// Against accidents, not against malice: a loop that eats memory or writes files ends early, and a child that lost its
    /// parent does not stay for ever.
    private static func limitMyself() {
        limit(RLIMIT_CORE, 0)
        limit(RLIMIT_CPU, 30)
        limit(RLIMIT_FSIZE, 1 << 20)
        limit(RLIMIT_NOFILE, 256)
        limit(RLIMIT_AS, 4 << 30)
        alarm(60)
    }

    private static func limit(_ resource: __rlimit_resource, _ value: rlim_t) {
        var limits = rlimit(rlim_cur: value, rlim_max: value)
        setrlimit(__rlimit_resource_t(resource.rawValue), &limits)
    }
}
