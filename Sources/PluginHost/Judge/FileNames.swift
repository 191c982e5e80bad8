import Glibc

/// What lies in a directory.
enum FileNames {
    /// All names but `.` and `..`, in order; `nil` and `errno` when it cannot be listed.
    static func list(_ path: String) -> [String]? {
        guard let directory = opendir(path) else { return nil }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { ForeignText.read(field: $0) }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
