import Glibc

/// Where the build put what the tests run: beside their own executable, in debug and in release.
enum BuildFolder {
    static let path: String = {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = buffer.withUnsafeMutableBytes { bytes in
            readlink("/proc/self/exe", bytes.baseAddress!.assumingMemoryBound(to: CChar.self), bytes.count)
        }
        let file = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
        return file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
    }()

    static let gatewayd = "\(path)/gatewayd"

    /// The project's own folder, where sample files and fixtures lie.
    static let project: String = {
        let parts = #filePath.split(separator: "/")
        return "/" + parts.dropLast(4).joined(separator: "/")
    }()
}
