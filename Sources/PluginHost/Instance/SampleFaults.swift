/// How many samples of one batch broke the contract, and how.
struct SampleFaults: Equatable {
    enum Fault: CaseIterable {
        case handle, type, span, size, text
    }

    private(set) var handle = 0
    private(set) var type = 0
    private(set) var span = 0
    private(set) var size = 0
    private(set) var text = 0

    mutating func count(_ fault: Fault) {
        switch fault {
        case .handle: handle += 1
        case .type: type += 1
        case .span: span += 1
        case .size: size += 1
        case .text: text += 1
        }
    }

    /// In words, one for each kind of fault that there was; `handles` is how many points the plan has.
    func breaches(handles: UInt32) -> [ContractBreach] {
        [
            ContractBreach(
                .unknownHandle, count: handle, "\(handle) samples of points that are not in the plan (\(handles) are)"),
            ContractBreach(.unknownType, count: type, "\(type) samples of an unknown type"),
            ContractBreach(.badSpan, count: span, "\(span) samples whose text or bytes lie outside of their batch"),
            ContractBreach(
                .oversizedValue, count: size,
                "\(size) samples whose text or bytes are longer than \(SampleSieve.largestValue) bytes"),
            ContractBreach(.badText, count: text, "\(text) samples whose text is not UTF-8"),
        ].filter { $0.count > 0 }
    }
}
