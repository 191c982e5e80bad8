/// Which of a name's addresses to try.
///
/// libmosquitto takes the first address that does not refuse at once. A name whose first address leads nowhere (an IPv6
/// address in a network without IPv6, mostly) would never be reached, so attempts take turns: all addresses, then IPv4
/// only, then all again. Binding to "any IPv4 address" is how libmosquitto is told.
struct AddressFamilyChoice: Equatable {
    private var current = false
    private var following = false

    /// What to bind the next attempt to; `nil`: nothing, all addresses count.
    mutating func next() -> String? {
        current = following
        following.toggle()
        return current ? "0.0.0.0" : nil
    }

    /// The last attempt reached a broker: stay with it.
    mutating func succeeded() {
        following = current
    }
}
