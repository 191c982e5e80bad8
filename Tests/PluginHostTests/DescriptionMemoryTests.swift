import Testing

@testable import PluginHost

@Suite struct DescriptionMemoryTests {
    private static let digest = String(repeating: "a", count: 64)

    @Test func `what is written is read back`() {
        var memory = DescriptionMemory()
        memory.remember("lines\nand\ttabs\\", for: Self.digest)
        #expect(DescriptionMemory(text: memory.text) == memory)
    }

    @Test func `files that are gone are forgotten`() {
        var memory = DescriptionMemory()
        memory.remember("x", for: Self.digest)
        memory.keepOnly([])
        #expect(memory == DescriptionMemory())
    }

    @Test(arguments: ["", "garbage", "gateway-plugin-memory 1 abi 9.9\n"]) func `a foreign memory is empty`(
        _ start: String
    ) {
        #expect(DescriptionMemory(text: start + "\(Self.digest)\tx\n") == DescriptionMemory())
    }

    @Test func `a broken line costs that line only`() {
        var memory = DescriptionMemory()
        memory.remember("x", for: Self.digest)
        let text =
            memory.text
            + "short\tx\n\(Self.digest.replacing("a", with: "b"))\n\(Self.digest.replacing("a", with: "c"))\t\\q\n"
        #expect(DescriptionMemory(text: text) == memory)
    }
}
