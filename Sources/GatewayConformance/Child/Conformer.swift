import CLinux
import Glibc
import PluginHost

/// `gatewayd-plugin conform`: one case, asked of one plugin, in this process.
public enum Conformer {
    private static let usage = """
        usage: gatewayd-plugin conform FILE PLUGIN-INDEX CASE PATIENCE-MS

        Loads file 3, which was opened for it, asks its plugin PLUGIN-INDEX one question and writes what it finds to standard
        output; in words the file is called FILE. Settings come from file 4. For people there is: gatewayctl plugin check FILE

        """

    /// The plugin's file, and the user's settings.
    private static let image: Int32 = 3
    private static let settings: Int32 = 4

    /// Returns the exit code: 0 judged, 64 wrong usage. End the process with `_exit`: the destructors of a file under
    /// judgement are not run.
    public static func run(_ arguments: [String]) -> Int32 {
        guard arguments.count == 6, arguments[1] == "conform", let index = Int(arguments[3]),
            let theCase = ConformanceCase(rawValue: arguments[4]), let patience = Int64(arguments[5]), patience > 0
        else {
            _ = TextFile.writeAll(2, Array(usage.utf8))
            return 64
        }
        limitMyself()
        let given = GivenSettings(lines: SettingsFile.read(settings))
        // Files that whoever started us left open are none of the plugin's business.
        _ = gateway_close_from(UInt32(settings))
        let reporter = CaseReporter(output: ownOutput())
        judge(theCase, arguments[2], index, given, .milliseconds(min(patience, 3_600_000)), reporter)
        reporter.end()
        return 0
    }

    /// What a plugin prints must not end up in the middle of our lines.
    private static func ownOutput() -> Int32 {
        // High, so that it does not take a number that the plugin under judgement would get in a gateway.
        let output = fcntl(1, F_DUPFD_CLOEXEC, 100)
        dup2(2, 1)
        return output
    }

    private static func judge(
        _ theCase: ConformanceCase, _ file: String, _ index: Int, _ given: GivenSettings, _ patience: Duration,
        _ reporter: CaseReporter
    ) {
        do throws(Refusal) {
            let plugins = try PluginImage.open("/proc/self/fd/\(image)", of: file).plugins
            guard plugins.indices.contains(index) else {
                return reporter.error(.loads, "\(file) has \(plugins.count) plugins, none with index \(index)")
            }
            let subject = try Subject(plugins[index], index, path: file)
            CaseRun(subject, given, patience: patience, reporter).run(theCase)
        } catch {
            reporter.error(.loads, error.message)
        }
    }

    /// Against accidents: a plugin that eats memory or files ends here, and a child that lost its parent does not stay.
    private static func limitMyself() {
        _ = gateway_die_with_parent(SIGKILL)
        limit(RLIMIT_CORE, 0)
        limit(RLIMIT_FSIZE, 16 << 20)
        limit(RLIMIT_NOFILE, 1024)
        if !Confinement.isInstrumented { limit(RLIMIT_AS, 8 << 30) }
        signal(SIGPIPE, SIG_IGN)
    }

    private static func limit(_ resource: __rlimit_resource, _ value: rlim_t) {
        var limits = rlimit(rlim_cur: value, rlim_max: value)
        setrlimit(__rlimit_resource_t(resource.rawValue), &limits)
    }
}
