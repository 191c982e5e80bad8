import GatewaySDK
import Testing

@testable import MQTTSink

@Suite struct DeliveryLedgerTests {
    @Test func `a delivery is answered by its last acknowledgement`() {
        var ledger = DeliveryLedger()
        let slot = ledger.open(token: 9)
        ledger.sent(1, of: slot)
        ledger.sent(2, of: slot)
        #expect(ledger.seal(slot) == nil)
        #expect(ledger.acknowledged(2, .success) == nil)
        let done = ledger.acknowledged(1, .success)
        #expect(done?.token == 9)
        #expect(done?.answer == .ok)
        #expect(ledger.pending == 0)
    }

    @Test func `acknowledgements before the seal do not answer early`() {
        var ledger = DeliveryLedger()
        let slot = ledger.open(token: 9)
        ledger.sent(1, of: slot)
        #expect(ledger.acknowledged(1, .success) == nil)
        ledger.sent(2, of: slot)
        #expect(ledger.seal(slot) == nil)
        #expect(ledger.acknowledged(2, .success)?.answer == .ok)
    }

    @Test func `a delivery without messages is done at once`() {
        var ledger = DeliveryLedger()
        #expect(ledger.seal(ledger.open(token: 1)) == .ok)
    }

    @Test func `the worst message decides`() {
        var ledger = DeliveryLedger()
        let slot = ledger.open(token: 9)
        for message in 1...4 { ledger.sent(UInt16(message), of: slot) }
        #expect(ledger.seal(slot) == nil)
        #expect(ledger.acknowledged(1, ReasonCode(0x97)) == nil)
        #expect(ledger.acknowledged(2, ReasonCode(0x87, text: "no")) == nil)
        #expect(ledger.acknowledged(3, ReasonCode(0x97)) == nil)
        #expect(
            ledger.acknowledged(4, .success)?.answer
                == .rejected(
                    "the broker refuses the message: not authorized (135): no; check its access list for the topic"))
    }

    @Test func `unknown and repeated acknowledgements mean nothing`() {
        var ledger = DeliveryLedger()
        let slot = ledger.open(token: 9)
        ledger.sent(1, of: slot)
        ledger.sent(2, of: slot)
        _ = ledger.seal(slot)
        #expect(ledger.acknowledged(7, .success) == nil)
        #expect(ledger.acknowledged(1, .success) == nil)
        #expect(ledger.acknowledged(1, .success) == nil)
        #expect(ledger.pending == 1)
        ledger.removeAll()
        #expect(ledger.acknowledged(2, .success) == nil)
        #expect(ledger.pending == 0)
    }
}
