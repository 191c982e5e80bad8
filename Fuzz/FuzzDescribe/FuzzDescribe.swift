import GatewayCore

@testable import PluginHost

/// What a describing child wrote, and what the gateway would remember of it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    _ = DescriptionMemory(text: text)
    guard let document = DescribeDocument(text: text) else { return 0 }
    // Numbers may be written in other ways than ours, so the text is compared after one trip.
    let written = document.text
    precondition(DescribeDocument(text: written)?.text == written, "cannot be read again")
    guard case .plugins(let declared) = document else { return 0 }
    do throws(Refusal) {
        _ = try DescriptionCheck.descriptions(declared, path: "/p.so")
        var memory = DescriptionMemory()
        let digest = String(repeating: "a", count: 64)
        memory.remember(written, for: digest)
        precondition(DescriptionMemory(text: memory.text).documents[digest] == written, "cannot be remembered")
    } catch {
        precondition(!error.message.isEmpty)
    }
    return 0
}
