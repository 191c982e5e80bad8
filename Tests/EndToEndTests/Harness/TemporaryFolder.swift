import Foundation

/// A folder that goes when the test is over.
final class TemporaryFolder: Sendable {
    let path: String

    init() {
        // Short: the path of a Unix socket has 107 bytes.
        var template = Array("/tmp/gw-XXXXXX".utf8CString)
        path = mkdtemp(&template).map { String(cString: $0) } ?? ""
        precondition(!path.isEmpty, "no temporary folder")
    }

    deinit {
        // For a look at logs after a failure.
        guard getenv("KEEP_TEST_FOLDERS") == nil else { return print("Kept \(path)") }
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Puts a file there, by rename, with the folders it needs. Gives its path.
    @discardableResult
    func write(_ name: String, _ text: String) -> String {
        let file = "\(path)/\(name)"
        makeFolders(name)
        let handle = fopen("\(file).new", "w")
        fputs(text, handle)
        fclose(handle)
        rename("\(file).new", file)
        return file
    }

    func folder(_ name: String) -> String {
        makeFolders("\(name)/")
        return "\(path)/\(name)"
    }

    func delete(_ name: String) {
        unlink("\(path)/\(name)")
    }

    private func makeFolders(_ name: String) {
        var made = path
        for part in name.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
            made += "/\(part)"
            mkdir(made, 0o755)
        }
    }
}
