import Testing

@testable import PluginHost

@Suite struct ELFHeaderTests {
    /// A header that is right for this machine.
    private static var good: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 64)
        bytes.replaceSubrange(0..<6, with: [0x7F, 0x45, 0x4C, 0x46, 2, 1])
        bytes[16] = 3
        bytes[18] = UInt8(ELFHeader.ownMachine)
        return bytes
    }

    private func reason(_ change: (inout [UInt8]) -> Void = { _ in }) -> Refusal.Reason? {
        var bytes = Self.good
        change(&bytes)
        return ELFHeader.refusal(bytes, path: "x.so")?.reason
    }

    @Test func `a shared object of this machine passes`() {
        #expect(reason() == nil)
    }

    @Test func `what is wrong is told apart`() {
        #expect(reason { $0[0] = 0 } == .notELF)
        #expect(reason { $0[4] = 1 } == .wrongMachine)
        #expect(reason { $0[5] = 2 } == .wrongMachine)
        #expect(reason { $0[19] = 1 } == .wrongMachine)
        #expect(reason { $0[16] = 1 } == .notSharedObject)
        #expect(reason { $0[16] = 2 } == .notSharedObject)
    }

    @Test(arguments: 0..<64) func `a header cut short is none`(_ length: Int) {
        #expect(reason { $0 = Array($0.prefix(length)) } == .notELF)
    }

    @Test func `the machine is named`() {
        var bytes = Self.good
        bytes[4] = 1
        (bytes[18], bytes[19]) = (40, 0)
        #expect(ELFHeader.refusal(bytes, path: "x.so")?.message.hasPrefix("x.so is made for arm (32 bit)") == true)
    }
}
