import CGatewayABI
import Testing

@testable import PluginHost

@Suite struct ContractTableTests {
    /// What a table of `size` bytes reads as, when memory behind it is garbage.
    private func answer(size: UInt32) -> gw_answer {
        var source = gw_answer(struct_size: size, status: 5, retry_after_ns: 6, message: UnsafePointer(bitPattern: 7))
        return ContractTable.read(&source, over: gw_answer())
    }

    @Test func `members beyond the other side's size read as zero`() {
        #expect(answer(size: 24).message == UnsafePointer(bitPattern: 7))
        #expect(answer(size: 16).message == nil)
        #expect(answer(size: 16).retry_after_ns == 6)
        #expect(answer(size: 8).status == 5)
        #expect(answer(size: 8).retry_after_ns == 0)
        #expect(answer(size: 0).status == 0)
    }

    @Test func `half a pointer is none`() {
        #expect(answer(size: 20).message == nil)
    }

    @Test func `a newer, longer table is cut to what we know`() {
        #expect(answer(size: .max).message == UnsafePointer(bitPattern: 7))
    }
}
