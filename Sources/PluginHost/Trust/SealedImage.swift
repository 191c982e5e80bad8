import CLinux
import Glibc

/// The bytes of a plugin file as they were when they were judged, in memory that nobody can change any more.
///
/// A path may lead to another file between the look and the load; a sealed memory file cannot. What is hashed while it is
/// copied is what ``loadPath`` loads, in this process or, by handing over ``fd``, in a child. Costs as much memory as
/// the file has bytes, for as long as it lives; its last owner closes it.
///
/// After `dlopen` of ``loadPath`` keep the image for the life of the process: the linker knows libraries by their path, and
/// would take the next file of the same number for this one.
public final class SealedImage: Sendable {
    /// The real file, for words: nothing is read from it any more.
    public let path: String
    /// Of the bytes, in lower-case hex.
    public let sha256: String
    /// Close-on-exec; belongs to this object.
    public let fd: Int32

    /// In bytes. A plugin is a few megabytes; something larger is a mistake that would cost the gateway its memory.
    public static let largest = 256 << 20

    /// What `dlopen` opens, in this process.
    public var loadPath: String { "/proc/self/fd/\(fd)" }

    /// Copies the file at `path` if its owner and mode let us trust it. Blocks for a few milliseconds a megabyte.
    public convenience init(path: String) throws(Refusal) {
        try self.init(try OpenedFile(path, guardedBy: FileGuard(user: geteuid())))
    }

    /// Whether `text` and a zero byte lie somewhere in it. What a file exports it must have the name of.
    func mentions(_ text: String) throws(Refusal) -> Bool {
        let name = Array(text.utf8) + [0]
        return try withBytes { bytes in
            var rest = bytes[...]
            while rest.count >= name.count, let first = name.first, let place = rest.firstIndex(of: first) {
                rest = rest[place...]
                if rest.starts(with: name) { return true }
                rest = rest.dropFirst()
            }
            return false
        }
    }

    /// Copies any regular file, whoever may write it, to know or to sign it. Not for loading.
    public convenience init(unguarded path: String) throws(Refusal) {
        try self.init(try OpenedFile(path, guardedBy: nil))
    }

    /// Copies an accepted file again, to load it. Throws when it was refused, or is not the file any more that was judged.
    public convenience init(_ file: PluginFile) throws(Refusal) {
        if let refusal = file.refusal { throw refusal }
        try self.init(path: file.path)
        guard sha256 == file.sha256 else {
            throw Refusal(
                .badDescription, "\(file.path) is not what it was when it was judged; reload the gateway")
        }
    }

    init(_ file: borrowing OpenedFile) throws(Refusal) {
        let name = file.path.split(separator: "/").last.map(String.init) ?? "plugin"
        // The kernel refuses names of more than 249 bytes.
        let fd = gateway_memfd(String(decoding: name.utf8.prefix(200), as: UTF8.self), 0)
        guard fd >= 0 else { throw Self.notCopied(file.path) }
        do throws(Refusal) {
            sha256 = try Self.fill(fd, from: file)
        } catch {
            close(fd)
            throw error
        }
        self.fd = fd
        path = file.path
    }

    deinit {
        close(fd)
    }

    /// The bytes, for the time of the call. They cannot change meanwhile, and reading them cannot fail.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) throws(Refusal) -> Result {
        var facts = stat()
        guard fstat(fd, &facts) == 0 else { throw Self.notCopied(path) }
        let size = Int(facts.st_size)
        guard size > 0 else { return body(UnsafeRawBufferPointer(start: nil, count: 0)) }
        guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, fd, 0), start != MAP_FAILED else {
            throw Self.notCopied(path)
        }
        defer { munmap(start, size) }
        return body(UnsafeRawBufferPointer(start: start, count: size))
    }

    /// Says the digest of what is in `fd` for good.
    private static func fill(_ fd: Int32, from file: borrowing OpenedFile) throws(Refusal) -> String {
        let digest = try copy(file, to: fd)
        guard gateway_seal(fd, 0) == 0 else { throw notCopied(file.path) }
        return digest
    }

    private static func copy(_ file: borrowing OpenedFile, to fd: Int32) throws(Refusal) -> String {
        guard file.size <= largest else { throw tooLarge(file.path) }
        var digest = SHA256()
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var size = 0
        while true {
            let count = try file.read(&chunk, at: size)
            guard count > 0 else { return digest.finish() }
            // It may have grown since.
            size += count
            guard size <= largest else { throw tooLarge(file.path) }
            digest.update(chunk.prefix(count))
            guard TextFile.writeAll(fd, chunk.prefix(count)) else { throw notCopied(file.path) }
        }
    }

    private static func tooLarge(_ path: String) -> Refusal {
        Refusal(
            .tooLarge,
            "\(path) is larger than \(largest >> 20) MiB, which no plugin is; if it is one, strip it: strip \(path)")
    }

    private static func notCopied(_ path: String) -> Refusal {
        Refusal(
            .notCopied,
            "cannot copy \(path) into memory: \(SystemError.text(errno)); free some memory or raise the limit")
    }
}
