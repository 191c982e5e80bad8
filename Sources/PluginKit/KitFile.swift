import CPluginKit

/// A file that packages are made of, as it stands in the repository.
public struct KitFile: Hashable, Sendable {
    /// Within the repository.
    public let path: String
    public let text: String

    public init(path: String, text: String) {
        self.path = path
        self.text = text
    }

    /// Everything the kit has: contract headers, SDK sources, templates, our licence. Part of the program itself, so that a
    /// package can be made on a machine that has nothing else of us.
    public static let all: [KitFile] = {
        var files: [KitFile] = []
        var next = gateway_kit_first()
        while let file = next?.pointee, let path = file.path, let text = file.text {
            files.append(KitFile(path: String(cString: path), text: String(cString: text)))
            next = next?.successor()
        }
        return files
    }()
}
