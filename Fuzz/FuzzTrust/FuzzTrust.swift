import GatewayCore

@testable import PluginHost

private nonisolated(unsafe) let key = SecretKey().publicKey

/// The files of the trust folder and of minisign; the first byte says which.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let kind = input.first else { return 0 }
    let file = Array(input.dropFirst())
    do throws(MalformedText) {
        switch kind % 5 {
        case 0: try signature(file)
        case 1: try publicKey(file)
        case 2: _ = try? SecretKeyBox(file).open(nil)
        case 3: try list(file)
        default: _ = try TrustPolicy(file).text
        }
    } catch {
        precondition(error.line > 0 && !error.message.isEmpty)
    }
    return 0
}

private func signature(_ file: [UInt8]) throws(MalformedText) {
    let signature = try Signature(file)
    let isValid = [1, 2, 3].withUnsafeBytes { signature.isValid(over: $0, by: key) }
    precondition(!isValid, "a signature out of thin air")
    // Of itself, so that its digests are made and checked too.
    let own = PublicKey(id: signature.key, bytes: Array(signature.bytes.prefix(PublicKey.size)))
    _ = file.withUnsafeBytes { signature.isValid(over: $0, by: own) }
    _ = signature.text
}

private func publicKey(_ file: [UInt8]) throws(MalformedText) {
    let key = try PublicKey(file)
    let again = try PublicKey(Array(key.text.utf8))
    precondition(again == key)
}

private func list(_ file: [UInt8]) throws(MalformedText) {
    var list = try DigestList(file)
    let again = try DigestList(Array(list.text.utf8))
    precondition(again.entries.map(\.sha256) == list.entries.map(\.sha256))
    let sum = String(repeating: "0", count: 64)
    list.put(sum, name: String(decoding: file, as: UTF8.self), remark: String(decoding: file, as: UTF8.self))
    let mended = try DigestList(Array(list.text.utf8))
    precondition(mended.entries.map(\.sha256) == list.entries.map(\.sha256) && mended.find(sum) != nil)
}
