import Foundation

/// From the plugin that the templates describe to the one that somebody wants.
enum Prototype {
    static func text(_ text: String, for request: PackageRequest) -> String {
        let name = request.name
        return replacing(
            [
                ("my-plugin", name.id), ("my_plugin", name.symbol), ("MyPlugin", name.type), ("My plugin", name.title),
                ("SPDX-License-Identifier: 0BSD", "SPDX-License-Identifier: \(request.licence.identifier)"),
            ], in: text)
    }

    /// A file that would hide others in this repository has its dot only in the package.
    static func path(_ path: String, for request: PackageRequest) -> String {
        path == "gitignore" ? ".gitignore" : replacing([("MyPlugin", request.name.type)], in: path)
    }

    /// Every occurrence at once: a name may contain the words it replaces.
    private static func replacing(_ pairs: [(word: String, other: String)], in text: String) -> String {
        guard let (word, other) = pairs.first else { return text }
        let parts = text.components(separatedBy: word)
        return parts.map { replacing(Array(pairs.dropFirst()), in: $0) }.joined(separator: other)
    }
}
