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
        var result = ""
        var rest = text[...]
        while let hit = pairs.compactMap({ pair in rest.firstRange(of: pair.word).map { ($0, pair.other) } })
            .min(by: { $0.0.lowerBound < $1.0.lowerBound })
        {
            result += rest[..<hit.0.lowerBound] + hit.1
            rest = rest[hit.0.upperBound...]
        }
        return result + rest
    }
}
