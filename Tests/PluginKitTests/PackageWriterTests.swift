import Foundation
import PluginBench
import PluginKit
import Testing

@Suite struct PackageWriterTests {
    private func plan(_ name: String = "acme") throws -> PackagePlan {
        PackagePlan(PackageRequest(name: try PluginName(name), language: .c, kind: .driver))
    }

    @Test func `a package is written as planned`() throws {
        let directory = TemporaryDirectory()
        let plan = try plan()
        let root = try PackageWriter(folder: directory.path).write(plan)
        #expect(root == directory.file("acme"))
        for file in plan.files {
            #expect(try String(contentsOfFile: "\(root)/\(file.path)", encoding: .utf8) == file.text)
            #expect(FileManager.default.isExecutableFile(atPath: "\(root)/\(file.path)") == file.isExecutable)
        }
    }

    @Test func `what is there is never touched`() throws {
        let directory = TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: directory.file("acme"), withIntermediateDirectories: false)
        directory.write("other", "mine")
        try FileManager.default.createSymbolicLink(
            atPath: directory.file("link"), withDestinationPath: directory.file("nowhere"))
        for name in ["acme", "other", "link"] {
            let error = #expect(throws: PackageError.self) {
                try PackageWriter(folder: directory.path).write(plan(name))
            }
            #expect(error?.message == "\(directory.file(name)) is there already")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.file("acme")).isEmpty)
        #expect(try String(contentsOfFile: directory.file("other"), encoding: .utf8) == "mine")
    }

    @Test func `a folder that is not there is named, with the mend`() throws {
        let directory = TemporaryDirectory()
        let folder = directory.file("a/b")
        let error = #expect(throws: PackageError.self) { try PackageWriter(folder: folder).write(plan()) }
        #expect(error == PackageError("there is no folder \(folder)", mend: "make it: mkdir -p \(folder)"))
    }

    @Test func `half a package is taken back`() throws {
        let directory = TemporaryDirectory()
        // A file where a folder has to be: the second one cannot be written.
        let kit = ["x", "x/y"].map { KitFile(path: "Sources/PluginKit/Templates/any/\($0)", text: "") }
        let request = PackageRequest(name: try PluginName("acme"), language: .c, kind: .sink)
        let error = #expect(throws: PackageError.self) {
            try PackageWriter(folder: directory.path).write(PackagePlan(request, kit: kit))
        }
        #expect(error?.message.hasPrefix("cannot write \(directory.file("acme")): ") == true)
        #expect(!FileManager.default.fileExists(atPath: directory.file("acme")))
    }
}
