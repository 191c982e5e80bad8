import GatewayCore
import Glibc
import Testing

@testable import PluginHost

@Suite struct LoadedPluginTests {
    private let directory = TemporaryDirectory()

    private func judged(_ path: String) -> PluginFile {
        PluginDirectory(path: "", describer: Fixtures.describer, memory: nil).judge(file: path)
    }

    @Test func `a file is loaded once`() throws {
        let file = judged(directory.copy(try Fixtures.compiled("plain"), as: "plain.so"))
        let first = try LoadedPlugin.load(file, id: "fixture")
        #expect(try LoadedPlugin.load(file, id: "fixture") === first)
        #expect(first.description == file.plugins.first)
        #expect((first.file, first.sha256) == (file.path, file.sha256))
    }

    @Test func `each plugin of a file is found by its id`() throws {
        let file = try Fixtures.judged("whole_description")
        #expect(try LoadedPlugin.load(file, id: "whole").description.version == "1.2.3-rc.1")
        #expect(try LoadedPlugin.load(file, id: "fixture").description.version == "1.0.0")
        #expect(throws: PluginFailure(status: .configuration, message: "\(file.path) has no plugin 'other'")) {
            try LoadedPlugin.load(file, id: "other")
        }
    }

    @Test func `a refused file is not loaded`() throws {
        let file = try Fixtures.judged("wrong_major")
        let failure = #expect(throws: PluginFailure.self) { try LoadedPlugin.load(file, id: "fixture") }
        #expect(failure?.message == file.refusal?.message)
    }

    @Test func `a file that changed since it was judged is not loaded`() throws {
        let file = judged(directory.copy(try Fixtures.compiled("plain"), as: "plain.so"))
        directory.copy(try Fixtures.compiled("noisy"), as: "plain.so")
        #expect(
            throws: PluginFailure(
                status: .configuration,
                message: "\(file.path) is not what it was when it was judged; reload the gateway")
        ) {
            try LoadedPlugin.load(file, id: "fixture")
        }
    }

    @Test func `nor is one that others may write by now`() throws {
        let file = judged(directory.copy(try Fixtures.compiled("plain"), as: "plain.so"))
        chmod(file.path, 0o666)
        let failure = #expect(throws: PluginFailure.self) { try LoadedPlugin.load(file, id: "fixture") }
        #expect(failure?.message.hasPrefix("everybody may write") == true)
    }
}
