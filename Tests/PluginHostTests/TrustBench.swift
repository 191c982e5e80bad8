import Glibc

@testable import PluginHost

/// A machine with a plugin directory and a trust folder, and a plugin in it that leaves a mark when any of it runs.
///
/// Code of a plugin runs in this process, where its constructor leaves the mark, or in a describing child. That is confined
/// and could not leave any, so its start counts: whoever was not started ran nothing.
struct TrustBench {
    let directory = TemporaryDirectory()
    let key = SecretKey()

    var drivers: String { directory.file("drivers.d") }
    var trust: String { directory.file("trust.d") }
    var folder: TrustFolder { TrustFolder(trust) }
    var plugin: String { drivers + "/marked.so" }
    var signature: String { plugin + ".minisig" }
    private var mark: String { directory.file("mark") }
    private var describer: String { directory.file("describer") }

    init(policy: String? = nil, entry: String = "gw_plugin_entry") throws {
        mkdir(drivers, 0o755)
        mkdir(trust, 0o755)
        if let policy { write("policy", policy + "\n") }
        let command = """
            cc -shared -fPIC -I '\(Fixtures.root)/Sources/CGatewayABI/include' -DFIXTURE_ENTRY=\(entry) -DMARK='"\(mark)"' -o '\(plugin)' \
            '\(Fixtures.root)/Tests/Fixtures/mark_constructor.c' && chmod 755 '\(plugin)'
            """
        directory.write("describer", "#!/bin/sh\n: >'\(mark)'\nexec '\(Fixtures.describer)' \"$@\"\n")
        chmod(describer, 0o755)
        guard system(command) == 0 else { throw BenchFailure("cannot compile mark_constructor.c") }
    }

    /// Puts a file into the trust folder.
    func write(_ name: String, _ text: String) {
        directory.write("trust.d/" + name, text)
    }

    func trustKey(_ key: SecretKey? = nil, as name: String = "maker.pub") {
        write(name, (key ?? self.key).publicKey.text)
    }

    func sign(_ file: String? = nil, with key: SecretKey? = nil) throws {
        _ = try PluginSigner(key ?? self.key).sign(file ?? plugin)
    }

    var sum: String { (try? SealedImage(unguarded: plugin).sha256) ?? "" }

    var plugins: PluginDirectory {
        PluginDirectory(
            path: drivers, describer: describer, memory: directory.file("memory"), trust: folder,
            deadline: .seconds(20))
    }

    /// What became of the one plugin.
    func refusal() -> Refusal? { plugins.scan().first?.refusal }

    /// Whether any code of the plugin has run since it was asked last.
    func hasRun() -> Bool { unlink(mark) == 0 }
}
