/// What becomes of a system call.
indirect enum CallVerdict: Hashable, Sendable {
    case allow
    /// It fails with this error number. The plugin lives on: what it tried becomes an error message of its own, not a
    /// crash that somebody has to explain.
    case refuse(Int32)
    case ask(ArgumentTest, then: CallVerdict, otherwise: CallVerdict)

    /// A question about one argument. The low half is all there is to see: the kernel itself takes these as 32 bits.
    struct ArgumentTest: Hashable, Sendable {
        /// 0 is the first.
        let argument: UInt32
        var mask = UInt32.max
        /// True when the masked argument is one of these.
        let values: [UInt32]
    }

    /// Allowed when `argument`, masked, is one of `values`.
    static func only(
        _ argument: UInt32, in values: [UInt32], mask: UInt32 = .max, then: CallVerdict = .allow,
        otherwise: CallVerdict
    ) -> CallVerdict {
        .ask(ArgumentTest(argument: argument, mask: mask, values: values), then: then, otherwise: otherwise)
    }

    /// Allowed unless `argument`, masked, is one of `values`.
    static func not(_ argument: UInt32, in values: [UInt32], mask: UInt32 = .max, refusal: Int32) -> CallVerdict {
        .ask(
            ArgumentTest(argument: argument, mask: mask, values: values), then: .refuse(refusal), otherwise: .allow)
    }
}
