import GatewayCore
import Glibc
import Testing

@testable import PluginHost

@Suite struct PluginDirectoryTests {
    private let directory = TemporaryDirectory()

    private func scan(deadline: Duration = .seconds(20), memory: String? = nil) -> [PluginFile] {
        PluginDirectory(path: directory.path, describer: Fixtures.describer, memory: memory, deadline: deadline).scan()
    }

    /// The refusal of the one file in the directory.
    private func refusal(of name: String, deadline: Duration = .seconds(20)) throws -> Refusal {
        directory.copy(try Fixtures.compiled(name), as: "\(name).so")
        let files = scan(deadline: deadline)
        #expect(files.count == 1)
        return try #require(files.first?.refusal)
    }

    @Test func `a good file is accepted, with its digest`() throws {
        let path = directory.copy(try Fixtures.compiled("plain"), as: "plain.so")
        let file = try #require(scan().first)
        #expect(file.path == path)
        #expect(file.sha256.count == 64)
        let plugin = try #require(file.plugins.first, "\(file.verdict)")
        #expect((plugin.id, plugin.version, plugin.kind) == ("fixture", "1.0.0", .driver))
        #expect(plugin.extensions == ["gw.describe/1", "gw.plan/1", "gw.poll/1"])
    }

    @Test func `every field of a description arrives`() throws {
        let file = try Fixtures.judged("whole_description")
        let plugin = try #require(file.plugins.first, "\(file.verdict)")
        #expect(file.plugins.map(\.id) == ["whole", "fixture"])
        #expect(plugin.version == "1.2.3-rc.1")
        #expect(plugin.summary == "Everything\nat once.")
        #expect(plugin.speaksByItself)
        #expect(
            plugin.settings == [
                FieldSchema("endpoint", .text(length: 1...255), required: true, help: "Host and port,\twith a tab."),
                FieldSchema("port", .int(1...65535), default: "502", help: "A number."),
                FieldSchema("factor", .float, default: "1.5", help: "Unbounded."),
                FieldSchema("mode", .choice(["tcp", "rtu"]), default: "tcp", help: "One of several."),
                FieldSchema("is_on", .bool, default: "true", help: "Yes or no."),
                FieldSchema("password", .secret, help: "Never shown."),
            ])
        #expect(plugin.address == [FieldSchema("register", .int(0...65535), required: true, help: "Where.")])
    }

    @Test func `a file that prints while it is loaded is understood`() throws {
        #expect(try Fixtures.judged("noisy").plugins.map(\.id) == ["noisy"])
    }

    @Test func `files are listed by name, and only those that end in .so`() throws {
        let plain = try Fixtures.compiled("plain")
        directory.copy(plain, as: "b.so")
        directory.write("a.so", "text")
        directory.write("README.md", "text")
        directory.copy(plain, as: "c.so.bak")
        #expect(scan().map(\.name) == ["a.so", "b.so"])
    }

    @Test func `the first file by name keeps an id`() throws {
        directory.copy(try Fixtures.compiled("plain"), as: "1.so")
        directory.copy(try Fixtures.compiled("same_id"), as: "2.so")
        let files = scan()
        #expect(files.first?.plugins.count == 1)
        #expect(
            files.last?.refusal
                == Refusal(
                    .duplicateID, "its plugin 'fixture' is already there in 1.so; remove one of the two files"))
    }

    @Test func `a directory that is not there is itself refused`() throws {
        let files = PluginDirectory(path: "/nonexistent/drivers.d", describer: "", memory: nil).scan()
        #expect(files.map(\.refusal?.reason) == [.unreadable])
        #expect(
            files.first?.refusal?.message
                == "cannot use /nonexistent/drivers.d: No such file or directory; make the directory")
    }

    @Test func `a directory that everybody may write is refused`() throws {
        directory.copy(try Fixtures.compiled("plain"), as: "plain.so")
        chmod(directory.path, 0o777)
        #expect(scan().map(\.refusal?.reason) == [.worldWritable])
    }

    // MARK: - Refused before anything runs

    @Test func `a text file is not an ELF file`() throws {
        let path = directory.write("text.so", "#!/bin/sh\n")
        #expect(
            scan().first?.refusal
                == Refusal(
                    .notELF, "\(path) is not an ELF file; only compiled plugins belong here, remove it"))
    }

    @Test func `an empty file has not arrived yet`() throws {
        let path = directory.write("empty.so", "")
        #expect(
            scan().first?.refusal
                == Refusal(
                    .incomplete, "\(path) is incomplete (0 bytes), still being copied? If not, copy it again"))
    }

    @Test func `a file for another machine is refused`() throws {
        let path = directory.copy(try Fixtures.compiled("plain"), as: "far.so") { ($0[18], $0[19]) = (8, 0) }
        let refusal = try #require(scan().first?.refusal)
        #expect(refusal.reason == .wrongMachine)
        #expect(refusal.message.hasPrefix("\(path) is made for machine 8, this machine is "))
    }

    @Test func `a program is not a shared object`() throws {
        directory.copy(try Fixtures.compiled("plain"), as: "program.so") { $0[16] = 2 }
        #expect(scan().first?.refusal?.reason == .notSharedObject)
    }

    @Test func `a file that others may write is refused`() throws {
        let path = directory.copy(try Fixtures.compiled("plain"), as: "open.so")
        chmod(path, 0o666)
        #expect(
            scan().first?.refusal
                == Refusal(
                    .worldWritable, "everybody may write \(path); run: chmod o-w \(path)"))
        chmod(path, 0o664)
        #expect(
            scan().first?.refusal
                == Refusal(
                    .groupWritable, "its group may write \(path); run: chmod g-w \(path)"))
    }

    @Test func `a symbolic link, a directory and a FIFO are refused`() throws {
        symlink(try Fixtures.compiled("plain"), directory.file("a.so"))
        mkdir(directory.file("b.so"), 0o755)
        mkfifo(directory.file("c.so"), 0o600)
        #expect(scan().map(\.refusal?.reason) == [.symbolicLink, .notRegular, .notRegular])
    }

    @Test(.enabled(if: geteuid() == 0, "only root may give files away")) func `a file of somebody else is refused`()
        throws
    {
        let path = directory.copy(try Fixtures.compiled("plain"), as: "foreign.so")
        chown(path, 54321, 0)
        let refusal = try #require(scan().first?.refusal)
        #expect(refusal.reason == .wrongOwner)
        #expect(refusal.message.hasPrefix("\(path) belongs to user 54321, not to root or to the gateway's user 0;"))
    }

    // MARK: - Refused by what they say, or how they end

    @Test(arguments: [
        ("wrong_major", Refusal.Reason.wrongMajor, "the plugin is made for contract 9, this gateway speaks 1;"),
        ("short_table", .shortTable, "its gw_plugin table says it has 48 bytes, at least 56 are needed;"),
        ("null_function", .missingFunction, "its gw_plugin table has no create;"),
        ("no_plugin", .noPlugin, "gw_plugin_entry(0) of "),
        ("null_extensions", .noDescription, "the plugin does not offer gw.describe/1;"),
        ("null_description", .noDescription, "its describe function returned NULL;"),
        ("empty_extension", .shortTable, "its gw.poll/1 table is too short or has NULL where a function must be;"),
    ])
    func `a wrong table is refused`(_ name: String, _ reason: Refusal.Reason, _ start: String) throws {
        let refusal = try refusal(of: name)
        #expect(refusal.reason == reason)
        #expect(refusal.message.hasPrefix(start), "\(refusal.message)")
    }

    @Test func `a library that is no plugin is refused`() throws {
        #expect(
            try refusal(of: "missing_symbol")
                == Refusal(
                    .missingSymbol,
                    "\(directory.file("missing_symbol.so")) does not export gw_plugin_entry; "
                        + "it is no plugin of this gateway, remove it"))
    }

    @Test func `an undefined symbol is named`() throws {
        let refusal = try refusal(of: "undefined_symbol")
        #expect(refusal.reason == .undefinedSymbol)
        #expect(refusal.message.contains("undefined symbol: function_that_nobody_has"), "\(refusal.message)")
    }

    @Test func `a bad description is refused field by field`() throws {
        #expect(
            try refusal(of: "bad_description")
                == Refusal(
                    .badDescription,
                    "\(directory.file("bad_description.so")) describes itself wrongly: "
                        + "id 'Bad Id' is not made of a-z, 0-9, '_' and '-' (1 to 64 of them); "
                        + "version 'one' is not of the form 1.2.3; "
                        + "setting 'Bad Key': its key is not snake_case (a-z, 0-9, '_'); "
                        + "setting 'mode': it is a choice without choices (words separated by '|'); "
                        + "setting 'port': its default '70000' is not a value it allows; "
                        + "setting 'shape': its type 99 is unknown (1 bool, 2 int, 3 float, 4 text, 5 choice, 6 secret); "
                        + "setting 'shape' is there twice"))
    }

    @Test func `a crash while loading names the signal`() throws {
        let refusal = try refusal(of: "crash_constructor")
        #expect(refusal.reason == .describeCrashed)
        #expect(refusal.message.contains("was ended by SIGSEGV (Segmentation fault)"), "\(refusal.message)")
    }

    @Test func `a crash while describing carries the last words`() throws {
        let refusal = try refusal(of: "crash_describe")
        #expect(refusal.reason == .describeCrashed)
        #expect(refusal.message.contains("SIGABRT (Aborted), saying: cannot go on like this"), "\(refusal.message)")
    }

    @Test func `a process that ends by itself has not described anything`() throws {
        let refusal = try refusal(of: "exit_describe")
        #expect(refusal.reason == .describeCrashed)
        #expect(refusal.message.contains("ended by itself with exit code 0"), "\(refusal.message)")
    }

    @Test func `a file that hangs is given up, with what it started`() throws {
        let refusal = try refusal(of: "hang_describe", deadline: .milliseconds(300))
        #expect(refusal.reason == .describeHung)
        #expect(refusal.message.contains("did not say what it is within 0.3 seconds"), "\(refusal.message)")
        // The brackets keep the pattern from finding itself.
        let pattern = "\(directory.path.suffix(6))/[h]ang_describe.so"
        let look = "while grep -qsE '\(pattern)' /proc/[0-9]*/cmdline; do :; done"
        #expect(system("timeout 5 sh -c \"\(look)\"") == 0, "a process was left behind")
    }

    @Test func `a missing describer is said`() throws {
        let file = PluginDirectory(path: "", describer: "/nonexistent/gatewayd-plugin", memory: nil)
            .judge(file: try Fixtures.compiled("plain"))
        #expect(
            file.refusal
                == Refusal(
                    .describerMissing,
                    "cannot run /nonexistent/gatewayd-plugin: No such file or directory; "
                        + "install it beside gatewayd"))
    }

    // MARK: - Memory

    @Test func `a known file is not run again`() throws {
        directory.copy(try Fixtures.compiled("plain"), as: "plain.so")
        let memory = directory.file("memory")
        let first = scan(memory: memory)
        let again = PluginDirectory(path: directory.path, describer: "/nonexistent", memory: memory).scan()
        #expect(first.first?.plugins.count == 1)
        #expect(again == first)
    }

    @Test func `a changed file is run again`() throws {
        let memory = directory.file("memory")
        directory.copy(try Fixtures.compiled("plain"), as: "plugin.so")
        #expect(scan(memory: memory).first?.plugins.map(\.id) == ["fixture"])
        directory.copy(try Fixtures.compiled("noisy"), as: "plugin.so")
        #expect(scan(memory: memory).first?.plugins.map(\.id) == ["noisy"])
        #expect(DescriptionMemory.load(memory).documents.count == 1)
    }

    @Test func `a memory that others may write is not believed`() throws {
        directory.copy(try Fixtures.compiled("plain"), as: "plain.so")
        let memory = directory.file("memory")
        _ = scan(memory: memory)
        chmod(memory, 0o666)
        let again = PluginDirectory(path: directory.path, describer: "/nonexistent", memory: memory).scan()
        #expect(again.map(\.refusal?.reason) == [.describerMissing])
    }
}
