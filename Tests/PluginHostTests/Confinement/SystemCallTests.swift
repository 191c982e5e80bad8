import Glibc
import Testing

@testable import PluginHost

/// The table of calls against the kernel's own headers, as far as those of this machine go.
@Suite struct SystemCallTests {
    private static let x86 = ["/usr/include/x86_64-linux-gnu/asm/unistd_64.h", "/usr/include/asm/unistd_64.h"]
    private static let arm = "/usr/include/asm-generic/unistd.h"

    private static func numbers(_ path: String) -> [String: UInt32] {
        var numbers: [String: UInt32] = [:]
        for line in String(decoding: RawFile.read(path), as: UTF8.self).split(separator: "\n") {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard words.count >= 3, words[0] == "#define", let number = UInt32(words[2]) else { continue }
            for start in ["__NR3264_", "__NR_"] where words[1].hasPrefix(start) {
                numbers[String(words[1].dropFirst(start.count))] = number
                break
            }
        }
        return numbers
    }

    private func compare(_ numbers: [String: UInt32], on machine: SystemCall.Machine) throws {
        let table = Dictionary(uniqueKeysWithValues: SystemCall.table.map { ($0.name, $0.number(on: machine)) })
        #expect(numbers.count > 280)
        for (name, number) in numbers { #expect(table[name] == number, "\(name)") }
    }

    @Test(.enabled(if: x86.contains { access($0, R_OK) == 0 }, "the kernel's headers are not installed"))
    func `numbers on x86_64 are the kernel's`() throws {
        let path = try #require(Self.x86.first { access($0, R_OK) == 0 })
        try compare(Self.numbers(path), on: .x86)
    }

    @Test(.enabled(if: access(arm, R_OK) == 0, "the kernel's headers are not installed"))
    func `numbers on aarch64 are the kernel's`() throws {
        var numbers = Self.numbers(Self.arm)
        // No calls, other names, and calls of 32-bit machines.
        for name in ["syscalls", "arch_specific_syscall", "sync_file_range2", "clock_gettime64"] { numbers[name] = nil }
        numbers["newfstatat"] = numbers.removeValue(forKey: "fstatat")
        try compare(numbers.filter { !(403...423).contains($0.value) }, on: .arm)
    }

    @Test func `the table holds no number twice`() {
        for machine in SystemCall.Machine.allCases {
            let numbers = SystemCall.table.compactMap { $0.number(on: machine) }
            #expect(Set(numbers).count == numbers.count)
        }
    }
}
