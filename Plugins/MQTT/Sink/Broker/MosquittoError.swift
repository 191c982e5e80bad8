import CMosquitto
import Glibc

/// A call into libmosquitto failed.
struct MosquittoError: Error, CustomStringConvertible {
    let code: Int32
    /// `errno`, when that is where the reason stands.
    let systemError: Int32
    /// What the library wrote into its log beside it.
    let complaint: String

    init(_ code: Int32, systemError: Int32 = 0, complaint: String = "") {
        self.code = code
        self.systemError = systemError
        self.complaint = complaint
    }

    /// The message itself is at fault; the connection is as good as before.
    var isAboutTheMessage: Bool {
        [
            MOSQ_ERR_INVAL, MOSQ_ERR_PAYLOAD_SIZE, MOSQ_ERR_OVERSIZE_PACKET, MOSQ_ERR_MALFORMED_UTF8,
            MOSQ_ERR_QOS_NOT_SUPPORTED, MOSQ_ERR_RETAIN_NOT_SUPPORTED,
        ].contains { Int32($0.rawValue) == code }
    }

    var isAboutTLS: Bool {
        code == Int32(MOSQ_ERR_TLS.rawValue) || code == Int32(MOSQ_ERR_TLS_HANDSHAKE.rawValue)
    }

    var description: String {
        if code == Int32(MOSQ_ERR_ERRNO.rawValue), systemError != 0 { return String(cString: strerror(systemError)) }
        if code == Int32(MOSQ_ERR_EAI.rawValue) { return "the host name cannot be looked up" }
        let words = String(cString: mosquitto_strerror(code))
        return complaint.isEmpty ? words : "\(words) \(complaint)"
    }
}

extension MosquittoError {
    static var notConnected: MosquittoError { MosquittoError(Int32(MOSQ_ERR_NO_CONN.rawValue)) }

    /// A system call failed, with this `errno`.
    static func system(_ error: Int32) -> MosquittoError {
        MosquittoError(Int32(MOSQ_ERR_ERRNO.rawValue), systemError: error)
    }
}
