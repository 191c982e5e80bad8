import Glibc

/// What the linker said when it could not load a plugin, in words that help.
struct LinkerWords {
    /// As `dlerror` gave them, with the real file's path.
    private let words: String
    private let path: String

    /// `loadPath` is what was loaded, `path` the file it was copied from.
    init(_ words: String, loadPath: String, path: String) {
        // Replaced at the start only: `/proc/self/fd/3` is also the start of `/proc/self/fd/31`.
        self.words = words.hasPrefix(loadPath + ":") ? path + words.dropFirst(loadPath.count) : words
        self.path = path
    }

    var refusal: Refusal {
        if words.contains("undefined symbol") {
            return Refusal(.undefinedSymbol, "\(words); link the plugin with the library that has it")
        }
        guard words.contains(": cannot open shared object file"), let library = words.split(separator: ":").first else {
            return Refusal(.notLoadable, "\(words); install what it needs")
        }
        if access(directory + "/" + library, F_OK) == 0 { return besides(String(library)) }
        return Refusal(.notLoadable, "\(path) needs \(words); install it where the system's linker finds it")
    }

    /// A plugin is loaded from memory, where `$ORIGIN` leads nowhere; and what it brings along nobody has judged.
    private func besides(_ library: String) -> Refusal {
        Refusal(
            .notLoadable,
            "\(path) needs \(library), which lies beside it; only the plugin itself is judged and loaded from there. "
                + "Link \(library) statically, or install it for all: "
                + "install -m 644 \(directory)/\(library) /usr/local/lib && ldconfig")
    }

    private var directory: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "" : String(path[..<slash])
    }
}
