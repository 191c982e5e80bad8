import Glibc
import Testing

@testable import PluginHost

@Suite struct JudgedFilesTests {
    private let directory = TemporaryDirectory()
    private let shop = TemporaryDirectory()

    /// Describes, and writes a line for each child that ran.
    private func countingDescriber() throws -> String {
        let script = shop.write(
            "describer", "#!/bin/sh\necho ran >> '\(shop.file("runs"))'\nexec '\(Fixtures.describer)' \"$@\"\n")
        chmod(script, 0o755)
        return script
    }

    private var runs: Int {
        RawFile.read(shop.file("runs")).count { $0 == UInt8(ascii: "\n") }
    }

    private func plugins() throws -> PluginDirectory {
        PluginDirectory(path: directory.path, describer: try countingDescriber(), memory: nil, deadline: .seconds(20))
    }

    @Test func `twenty known files and a new one cost one child`() throws {
        let plugins = try plugins()
        for number in 10..<30 { directory.copy(try Fixtures.compiled("plain"), as: "\(number).so") }
        var known = JudgedFiles()
        let first = plugins.scan(&known)
        #expect(first.count == 20 && first.first?.plugins.count == 1)
        let before = runs
        #expect(plugins.scan(&known) == first && runs == before)
        directory.copy(try Fixtures.compiled("noisy"), as: "new.so")
        let second = plugins.scan(&known)
        #expect(second.dropLast() == first[...] && second.last?.plugins.map(\.id) == ["noisy"])
        #expect(runs == before + 1)
    }

    @Test func `a file that changed in any way is judged again`() throws {
        let plugins = try plugins()
        let path = directory.copy(try Fixtures.compiled("plain"), as: "plugin.so")
        var known = JudgedFiles()
        _ = plugins.scan(&known)
        chmod(path, 0o666)
        #expect(plugins.scan(&known).first?.refusal?.reason == .worldWritable)
        chmod(path, 0o644)
        #expect(plugins.scan(&known).first?.plugins.map(\.id) == ["fixture"])
        directory.copy(try Fixtures.compiled("noisy"), as: "plugin.so")
        #expect(plugins.scan(&known).first?.plugins.map(\.id) == ["noisy"])
        // Moved over it, with the very times of the file before.
        let other = directory.copy(try Fixtures.compiled("plain"), as: "other")
        rename(other, path)
        #expect(plugins.scan(&known).first?.plugins.map(\.id) == ["fixture"])
    }

    @Test func `a signature that comes or goes is a reason to judge again`() throws {
        let plugins = try plugins()
        directory.copy(try Fixtures.compiled("plain"), as: "plugin.so")
        var known = JudgedFiles()
        _ = plugins.scan(&known)
        let before = runs
        directory.write("plugin.so.minisig", "signature")
        _ = plugins.scan(&known)
        #expect(runs == before + 1)
        unlink(directory.file("plugin.so.minisig"))
        _ = plugins.scan(&known)
        #expect(runs == before + 2)
        _ = plugins.scan(&known)
        #expect(runs == before + 2)
    }

    @Test func `what is refused is not run again either, unless it is forgotten`() throws {
        let plugins = try plugins()
        directory.copy(try Fixtures.compiled("crash_describe"), as: "crash.so")
        var known = JudgedFiles()
        let first = plugins.scan(&known)
        #expect(first.first?.refusal?.reason == .describeCrashed)
        #expect(plugins.scan(&known) == first && runs == 1)
        known.forget(["other.so"])
        _ = plugins.scan(&known)
        #expect(runs == 1)
        known.forget(["crash.so"])
        _ = plugins.scan(&known)
        #expect(runs == 2)
    }

    @Test func `a file that was on its way is looked at again`() throws {
        let plugins = try plugins()
        let path = directory.copy(try Fixtures.compiled("plain"), as: "plugin.so")
        let writer = open(path, O_WRONLY | O_CLOEXEC)
        var known = JudgedFiles()
        #expect(plugins.scan(&known).first?.refusal?.reason == .arriving)
        close(writer)
        TemporaryDirectory.awaitWriters(path)
        #expect(plugins.scan(&known).first?.plugins.count == 1)
    }

    @Test func `files that went are forgotten, and one that takes the place of another is refused anew`() throws {
        let plugins = try plugins()
        directory.copy(try Fixtures.compiled("plain"), as: "1.so")
        directory.copy(try Fixtures.compiled("same_id"), as: "2.so")
        var known = JudgedFiles()
        #expect(plugins.scan(&known).map(\.refusal?.reason) == [nil, .duplicateID])
        unlink(directory.file("1.so"))
        let before = runs
        #expect(plugins.scan(&known).map(\.plugins.first?.id) == ["fixture"])
        #expect(runs == before)
    }
}
