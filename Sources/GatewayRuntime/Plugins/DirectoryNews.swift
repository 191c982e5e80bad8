import PluginHost

/// What has happened to a directory since somebody last asked.
struct DirectoryNews: Equatable {
    /// Of files that were written, moved or removed, or whose rights changed.
    var names: Set<String> = []
    /// The directory came, went or changed its rights.
    var isOther = false
    /// Events were lost: nothing that was known of its files may be believed.
    var hasGap = false

    var isEmpty: Bool {
        names.isEmpty && !isOther && !hasGap
    }

    /// Plugins that may have to be judged anew: a signature speaks for the file beside it.
    var plugins: Set<String> {
        let ending = JudgedFiles.signatureEnding
        return Set(names.map { $0.hasSuffix(ending) ? String($0.dropLast(ending.count)) : $0 })
    }

    mutating func add(_ other: DirectoryNews) {
        names.formUnion(other.names)
        isOther = isOther || other.isOther
        hasGap = hasGap || other.hasGap
    }
}
