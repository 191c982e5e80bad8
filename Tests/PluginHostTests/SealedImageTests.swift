import CLinux
import Glibc
import Testing

@testable import PluginHost

@Suite struct SealedImageTests {
    private let directory = TemporaryDirectory()

    private func judged(_ path: String) -> PluginFile {
        PluginDirectory(path: "", describer: Fixtures.describer, memory: nil).judge(file: path)
    }

    /// What lies at `path`, in lower-case hex, by another program.
    private func sum(_ path: String) -> String {
        let output = directory.file("sum")
        _ = system("sha256sum '\(path)' > '\(output)'")
        return String(decoding: RawFile.read(output).prefix(64), as: UTF8.self)
    }

    @Test func `an image has the bytes and the digest of its file`() throws {
        let path = directory.copy(try Fixtures.compiled("plain"), as: "plain.so")
        let image = try SealedImage(path: path)
        #expect(RawFile.read(image.loadPath) == RawFile.read(path))
        #expect(image.sha256 == sum(path))
        #expect(image.path == path)
    }

    @Test func `an empty file has an image too`() throws {
        #expect(try SealedImage(path: directory.write("empty", "")).sha256.hasPrefix("e3b0c442"))
    }

    @Test func `nobody can change an image`() throws {
        let image = try SealedImage(path: directory.copy(try Fixtures.compiled("plain"), as: "plain.so"))
        #expect(pwrite(image.fd, "x", 1, 0) == -1 && errno == EPERM)
        #expect(ftruncate(image.fd, 0) == -1 && errno == EPERM)
        #expect(mmap(nil, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, image.fd, 0) == MAP_FAILED)
        #expect(gateway_seal(image.fd, 1) == -1 && errno == EPERM)
        let again = open(image.loadPath, O_RDWR)
        defer { close(again) }
        #expect(pwrite(again, "x", 1, 0) == -1)
        #expect(image.sha256 == sum(directory.file("plain.so")))
    }

    @Test func `a file that is replaced or overwritten afterwards changes nothing`() throws {
        let path = directory.copy(try Fixtures.compiled("plain"), as: "plain.so")
        let image = try SealedImage(path: path)
        let before = RawFile.read(path)
        // In place, through the same inode, and by another file of that name.
        directory.copy(try Fixtures.compiled("noisy"), as: "plain.so")
        #expect(RawFile.read(image.loadPath) == before)
        rename(directory.copy(try Fixtures.compiled("crash_constructor"), as: "other.so"), path)
        #expect(RawFile.read(image.loadPath) == before)
    }

    @Test func `a child describes the image, whatever lies at the path by then`() throws {
        let path = directory.copy(try Fixtures.compiled("plain"), as: "plain.so")
        let image = try SealedImage(path: path)
        rename(directory.copy(try Fixtures.compiled("crash_constructor"), as: "other.so"), path)
        let child = ShortChild(
            program: Fixtures.describer, arguments: ["describe", path], files: [image.fd], deadline: .seconds(20))
        let result = child.run()
        #expect(result.end == .exited(0))
        guard case .plugins(let plugins)? = DescribeDocument(text: String(decoding: result.output, as: UTF8.self))
        else { throw BenchFailure("not described: \(String(decoding: result.said, as: UTF8.self))") }
        #expect(plugins.map(\.id) == ["fixture"])
    }

    @Test func `a file that became a link, or another's to write, is not copied`() throws {
        let path = directory.copy(try Fixtures.compiled("plain"), as: "plain.so")
        symlink(path, directory.file("link.so"))
        #expect(refusal(directory.file("link.so")) == .symbolicLink)
        chmod(path, 0o666)
        #expect(refusal(path) == .worldWritable)
    }

    @Test func `a huge file is refused before it is copied`() throws {
        let path = directory.write("huge.so", "")
        truncate(path, off_t(SealedImage.largest) + 1)
        #expect(refusal(path) == .tooLarge)
    }

    @Test func `files are closed when nobody wants the image any more, and when there is none`() throws {
        let path = directory.copy(try Fixtures.compiled("plain"), as: "plain.so")
        let link = directory.file("link.so")
        symlink(path, link)
        let number = try SealedImage(path: path).fd
        for _ in 0..<2000 {
            _ = try? SealedImage(path: link)
            _ = try SealedImage(path: path)
        }
        // Others open files at the same time; a leak would be 2,000 away.
        #expect(try SealedImage(path: path).fd < number + 500)
    }

    @Test func `two files loaded one after the other are two plugins`() throws {
        let first = judged(directory.copy(try Fixtures.compiled("plain"), as: "one.so"))
        let second = judged(directory.copy(try Fixtures.compiled("noisy"), as: "two.so"))
        let one = try LoadedPlugin.load(first, id: "fixture")
        let two = try LoadedPlugin.load(second, id: "noisy")
        #expect(one.tables.plugin != two.tables.plugin)
    }

    @Test func `a library that lies beside a plugin is not loaded, and the words say so`() throws {
        let library = directory.write("part.c", "int gateway_part(void) { return 1; }\n")
        let plugin = directory.write(
            "whole.c",
            """
            int gateway_part(void);
            #define FIXTURE_DESCRIBE_BODY gateway_part();
            #include "\(Fixtures.root)/Tests/Fixtures/fixture.h"
            """)
        let command = """
            cd '\(directory.path)' && cc -shared -fPIC -o libgatewaypart.so '\(library)' && cc -shared -fPIC \
            -I '\(Fixtures.root)/Sources/CGatewayABI/include' -o whole.so '\(plugin)' -L. -lgatewaypart '-Wl,-rpath,$ORIGIN' \
            && chmod 755 whole.so
            """
        #expect(system(command) == 0)
        let file = judged(directory.file("whole.so"))
        #expect(file.refusal?.reason == .notLoadable)
        #expect(
            file.refusal?.message.hasPrefix(
                "\(file.path) needs libgatewaypart.so, which lies beside it; only the plugin itself is judged") == true,
            "\(file.verdict)")
    }

    private func refusal(_ path: String) -> Refusal.Reason? {
        do throws(Refusal) {
            _ = try SealedImage(path: path)
            return nil
        } catch {
            return error.reason
        }
    }
}
