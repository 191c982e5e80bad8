import PluginHost

/// The memory of one call's arguments: freed after the call, or taken away so that a late look at it shows.
final class CallMemory {
    let arena: CallArena
    private let lent: LentMemory?

    /// `call`: for words. `lends`: whether it is taken away.
    init(_ call: String, lends: Bool) {
        let lent = lends ? LentMemory(call, size: call == "prepare" ? 64 << 20 : 2 << 20) : nil
        self.lent = lent
        arena = CallArena(source: lent.map { lent in { lent.room($0) } })
    }

    /// The call is over.
    func takeBack() {
        lent?.takeBack()
    }
}
