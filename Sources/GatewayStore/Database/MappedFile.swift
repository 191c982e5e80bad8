import Glibc

/// The bytes of a file that nobody writes any more, read-only. Empty when there is no such file.
///
/// A page that the disk cannot read would be a signal in mapped memory, so the whole file is read through once first;
/// where that fails, a copy takes the map's place with zeros for what is unreadable.
final class MappedFile: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer

    private static let stride = 1 << 20

    init(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        defer { if descriptor >= 0 { close(descriptor) } }
        let size = descriptor >= 0 ? Int(lseek(descriptor, 0, SEEK_END)) : 0
        let isReadable = size > 0 && Self.isReadable(descriptor, size)
        let flags = isReadable ? MAP_PRIVATE : MAP_PRIVATE | MAP_ANONYMOUS
        guard size > 0,
            let start = mmap(nil, size, PROT_READ | PROT_WRITE, flags, isReadable ? descriptor : -1, 0),
            start != MAP_FAILED
        else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        if !isReadable { Self.copy(descriptor, to: start, size) }
        bytes = UnsafeRawBufferPointer(start: start, count: size)
    }

    deinit {
        if let start = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: start), bytes.count) }
    }

    private static func isReadable(_ descriptor: Int32, _ size: Int) -> Bool {
        let scratch = UnsafeMutableRawPointer.allocate(byteCount: stride, alignment: 16)
        defer { scratch.deallocate() }
        return Swift.stride(from: 0, to: size, by: stride).allSatisfy {
            pread(descriptor, scratch, stride, off_t($0)) == min(stride, size - $0)
        }
    }

    private static func copy(_ descriptor: Int32, to start: UnsafeMutableRawPointer, _ size: Int) {
        for at in Swift.stride(from: 0, to: size, by: 4096) {
            _ = pread(descriptor, start + at, min(4096, size - at), off_t(at))
        }
    }
}
