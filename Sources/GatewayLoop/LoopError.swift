import CUV

/// The operating system refused something an event loop needs.
public struct LoopError: Error, CustomStringConvertible {
    public let description: String

    init(_ what: String, _ code: CInt) {
        description = "\(what): \(String(cString: uv_strerror(code)))"
    }

    static func check(_ code: CInt, _ what: String) throws(LoopError) {
        guard code >= 0 else { throw LoopError(what, code) }
    }
}
