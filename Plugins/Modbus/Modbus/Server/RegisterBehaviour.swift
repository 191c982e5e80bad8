/// What a device does besides remembering: values made at the moment they are read, and writes it will not take.
///
/// Called while a request is answered, on the thread that does so; it must not block.
public protocol RegisterBehaviour {
    /// Before `addresses` are read from `bank`; they exist.
    func willRead(_ table: RegisterBank.Table, _ addresses: Range<Int>, of unit: UInt8, in bank: inout RegisterBank)

    /// After a write to `addresses`, which are in `bank` already. With an exception the write is taken back and answered so.
    func refusal(
        ofWriting table: RegisterBank.Table, _ addresses: Range<Int>, to unit: UInt8, in bank: RegisterBank
    ) -> ExceptionCode?
}

extension RegisterBehaviour {
    public func willRead(
        _ table: RegisterBank.Table, _ addresses: Range<Int>, of unit: UInt8, in bank: inout RegisterBank
    ) {}

    public func refusal(
        ofWriting table: RegisterBank.Table, _ addresses: Range<Int>, to unit: UInt8, in bank: RegisterBank
    ) -> ExceptionCode? {
        nil
    }
}
