import Glibc

/// The machine's own compiler of C.
package enum CCompiler {
    /// Makes a shared object that others may read and only we may write. `headers` is searched for includes.
    package static func plugin(_ source: String, headers: String, to file: String) throws {
        try run("cc -shared -fPIC -pthread -I '\(headers)' -o '\(file)' '\(source)' && chmod 755 '\(file)'", source)
    }

    /// Makes a program.
    package static func program(_ source: String, headers: String, to file: String) throws {
        try run("cc -I '\(headers)' -o '\(file)' '\(source)'", source)
    }

    private static func run(_ command: String, _ source: String) throws {
        guard system(command) == 0 else { throw BenchFailure("cannot compile \(source)") }
    }
}
