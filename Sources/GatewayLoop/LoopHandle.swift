import CUV

/// What watches and timers share: a libuv handle that keeps itself alive until libuv has let go of it.
public class LoopHandle {
    let memory: UnsafeMutableRawPointer
    private var isClosed = false

    init(_ kind: uv_handle_type) {
        memory = .allocate(byteCount: uv_handle_size(kind), alignment: 16)
    }

    deinit {
        memory.deallocate()
    }

    var handle: UnsafeMutablePointer<uv_handle_t> {
        memory.assumingMemoryBound(to: uv_handle_t.self)
    }

    /// Once libuv knows the handle.
    func adopt() {
        handle.pointee.data = Unmanaged.passRetained(self).toOpaque()
    }

    /// Ends it; its handler is not called any more. On the loop's thread; twice is harmless.
    public func close() {
        closeForEver()
    }

    func closeForEver() {
        guard !isClosed else { return }
        isClosed = true
        forgetHandler()
        guard handle.pointee.data != nil else { return }
        uv_close(handle) { handle in
            Unmanaged<LoopHandle>.fromOpaque(handle!.pointee.data).release()
        }
    }

    func forgetHandler() {}

    static func of(_ handle: UnsafeMutableRawPointer) -> LoopHandle {
        let data = handle.assumingMemoryBound(to: uv_handle_t.self).pointee.data
        return Unmanaged<LoopHandle>.fromOpaque(data!).takeUnretainedValue()
    }
}
