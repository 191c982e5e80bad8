/// Something that belongs on a loop's thread, on its way there. Unchecked: only opened by work that runs on that loop.
struct OnLoop<Value>: @unchecked Sendable {
    let value: Value

    init(_ value: Value) {
        self.value = value
    }
}
