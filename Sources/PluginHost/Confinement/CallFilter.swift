import CLinux
import Glibc

/// A policy as the program that the kernel runs on each system call (classic BPF, `seccomp(2)`).
///
/// The numbers are cut into ranges with one verdict each, and a binary decision tree finds the range: about seven
/// comparisons, whatever the policy. Every block ends in returns, so blocks can be put together by relative jumps
/// alone.
struct CallFilter {
    let steps: [gateway_bpf]

    init(_ policy: CallPolicy, on machine: SystemCall.Machine) {
        let judgement = Self.tree(Self.ranges(policy, machine)[...])
        steps =
            [
                Step.load(Step.architecture),
                Step.jump(.equal, machine.auditNumber, 1, 0),
                // Another machine's calls (32-bit ones, say) have other numbers, about which nothing is known here.
                Step.answer(.refuse(ENOSYS)),
                Step.load(Step.number),
            ] + judgement
    }

    /// Numbers from `start` up to the next range.
    struct Range: Equatable {
        let start: UInt32
        let verdict: CallVerdict
    }

    /// Numbers that are nobody's, future ones and those of x32 among them, get `ENOSYS`: libraries then do what they do
    /// on an older kernel.
    static func ranges(_ policy: CallPolicy, _ machine: SystemCall.Machine) -> [Range] {
        var verdicts: [UInt32: CallVerdict] = [:]
        for call in SystemCall.table {
            if let number = call.number(on: machine) { verdicts[number] = policy.verdict(call.name) }
        }
        var ranges: [Range] = []
        for number in 0...((verdicts.keys.max() ?? 0) + 1) {
            let verdict = verdicts[number] ?? .refuse(ENOSYS)
            if ranges.last?.verdict != verdict { ranges.append(Range(start: number, verdict: verdict)) }
        }
        return ranges
    }

    private static func tree(_ ranges: ArraySlice<Range>) -> [gateway_bpf] {
        guard ranges.count > 1 else { return ranges.first.map { block($0.verdict) } ?? [] }
        let middle = ranges.startIndex + ranges.count / 2
        let (low, high) = (tree(ranges[..<middle]), tree(ranges[middle...]))
        let start = ranges[middle].start
        guard let near = UInt8(exactly: low.count) else {
            return [Step.jump(.notBelow, start, 0, 1), Step.skip(UInt32(low.count))] + low + high
        }
        return [Step.jump(.notBelow, start, near, 0)] + low + high
    }

    private static func block(_ verdict: CallVerdict) -> [gateway_bpf] {
        guard case .ask(let test, let then, let otherwise) = verdict else { return [Step.answer(verdict)] }
        let (yes, no) = (block(then), block(otherwise))
        let mask = test.mask == .max ? [] : [Step.and(test.mask)]
        let comparisons = test.values.enumerated().map { index, value in
            Step.jump(.equal, value, UInt8(test.values.count - 1 - index + no.count), 0)
        }
        return [Step.load(Step.argument(test.argument))] + mask + comparisons + no + yes
    }
}

extension CallFilter {
    /// The few instructions of linux/filter.h that are needed, and the layout of `struct seccomp_data`.
    private enum Step {
        static let number: UInt32 = 0
        static let architecture: UInt32 = 4
        /// The low half of an argument, on a little-endian machine.
        static func argument(_ index: UInt32) -> UInt32 { 16 + 8 * index }

        enum Comparison: UInt16 {
            case equal = 0x15
            case notBelow = 0x35
        }

        static func load(_ offset: UInt32) -> gateway_bpf {
            gateway_bpf(code: 0x20, jump_true: 0, jump_false: 0, operand: offset)
        }

        static func and(_ mask: UInt32) -> gateway_bpf {
            gateway_bpf(code: 0x54, jump_true: 0, jump_false: 0, operand: mask)
        }

        static func jump(_ comparison: Comparison, _ value: UInt32, _ yes: UInt8, _ no: UInt8) -> gateway_bpf {
            gateway_bpf(code: comparison.rawValue, jump_true: yes, jump_false: no, operand: value)
        }

        static func skip(_ count: UInt32) -> gateway_bpf {
            gateway_bpf(code: 0x05, jump_true: 0, jump_false: 0, operand: count)
        }

        /// `SECCOMP_RET_ALLOW`, or `SECCOMP_RET_ERRNO` with the number.
        static func answer(_ verdict: CallVerdict) -> gateway_bpf {
            var answer: UInt32 = 0x7FFF_0000
            if case .refuse(let code) = verdict { answer = 0x0005_0000 | UInt32(truncatingIfNeeded: code) }
            return gateway_bpf(code: 0x06, jump_true: 0, jump_false: 0, operand: answer)
        }
    }
}
