import Glibc
import Testing

@testable import PluginHost

@Suite struct ResourceLimitsTests {
    private func values(_ request: ConfinementRequest, isInstrumented: Bool = false) -> [String: UInt64] {
        let limits = ResourceLimits(request, isInstrumented: isInstrumented).limits
        return Dictionary(uniqueKeysWithValues: limits.map { ($0.name, $0.value) })
    }

    @Test func `a request becomes limits, and nothing is 0 by mistake`() {
        let (mebibyte, gibibyte) = (UInt64(1) << 20, UInt64(1) << 30)
        let expected: [String: UInt64] = [
            "core files": 0, "memory": 512 * mebibyte, "address space": 512 * mebibyte + 4 * gibibyte,
            "open files": 1024,
            "file size": 64 * mebibyte, "stack": 8 * mebibyte,
        ]
        #expect(values(ConfinementRequest(.process)) == expected)
        var none = ConfinementRequest(.process)
        (none.memory, none.openFiles, none.fileSize) = (0, 0, 0)
        #expect(values(none) == ["core files": 0, "stack": 8 * mebibyte])
    }

    @Test func `the largest number is no trap`() {
        var request = ConfinementRequest(.process)
        (request.memory, request.openFiles, request.fileSize) = (.max, .max, .max)
        #expect(values(request)["address space"] == .max)
    }

    @Test func `the shadow memory of a sanitizer is not limited`() {
        let values = values(ConfinementRequest(.process), isInstrumented: true)
        #expect(values["memory"] == nil)
        #expect(values["address space"] == nil)
    }
}
