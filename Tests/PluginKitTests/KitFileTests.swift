import Foundation
import PluginBench
import PluginKit
import Testing

/// The files in the program are the files of the repository.
@Suite struct KitFileTests {
    private static let folders = [
        "Sources/CGatewayABI", "Sources/GatewayCore", "Sources/GatewaySDK", "Sources/PluginKit/Templates",
    ]

    @Test func `every file is embedded, and equal`() throws {
        var expected = ["LICENSE"]
        for folder in Self.folders {
            let walk = try #require(FileManager.default.enumerator(atPath: "\(BuiltProducts.root)/\(folder)"))
            while let path = walk.nextObject() as? String {
                // Documentation is not part of what plugins are built from.
                if path.hasSuffix(".docc") { walk.skipDescendants() }
                var isFolder: ObjCBool = false
                let file = "\(folder)/\(path)"
                _ = FileManager.default.fileExists(atPath: "\(BuiltProducts.root)/\(file)", isDirectory: &isFolder)
                if !isFolder.boolValue { expected.append(file) }
            }
        }
        #expect(KitFile.all.map(\.path).sorted() == expected.sorted(), "run scripts/list-kit")
        for file in KitFile.all {
            let bytes = try Data(contentsOf: URL(filePath: "\(BuiltProducts.root)/\(file.path)"))
            #expect(Data(file.text.utf8) == bytes, "\(file.path) has changed since the build")
        }
    }
}
