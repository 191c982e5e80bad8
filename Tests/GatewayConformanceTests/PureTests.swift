import CGatewayABI
import GatewayCore
import PluginHost
import Testing

@testable import GatewayConformance

@Suite struct CaseDocumentTests {
    @Test func `what is written is read again, with how often it happened`() {
        let finding = Finding(.warning, .goodLog, "a line\twith\na break")
        let text =
            CaseDocument.line(["step", "stop, round 17"]) + CaseDocument.line(finding)
            + CaseDocument.line(["again", "0", "12"]) + CaseDocument.line(["skipped", "no"])
            + CaseDocument.line(["end"])
        let document = CaseDocument(Array(text.utf8))
        var expected = finding
        expected.count = 12
        #expect(document.findings == [expected])
        #expect((document.lastStep, document.skipped, document.hasEnded) == ("stop, round 17", "no", true))
    }

    @Test(arguments: [
        "", "finding\tfatal\ta\tb\tc\n", "again\t-1\t5\nagain\t9\t1\nagain\t0\tx\n", "step\n", "end\tx\n",
        "\\\n\t\t\t\n",
    ])
    func `lines of somebody else are left out`(_ text: String) {
        #expect(CaseDocument(Array(text.utf8)) == CaseDocument())
    }

    @Test func `a document that was cut off keeps what came`() {
        let document = CaseDocument(Array("step\tstart\nfinding\terr".utf8))
        #expect((document.lastStep, document.findings.count, document.hasEnded) == ("start", 0, false))
    }
}

@Suite struct CaseVerdictTests {
    private func outcome(_ end: ChildEnd, _ document: String) -> CaseOutcome {
        CaseVerdict(plugin: "p", theCase: .stop).outcome(
            end, document: Array(document.utf8), said: Array("last words\n".utf8), seconds: 1)
    }

    @Test func `a child that ended well passes`() {
        #expect(outcome(.exited(0), "end\n").verdict == .passed)
        #expect(outcome(.exited(0), "skipped\tno sink\nend\n").reason == "no sink")
    }

    @Test(arguments: [
        (ChildEnd.signalled(11), "SIGSEGV (Segmentation fault) during: stop (round 2), saying: last words"),
        (.exited(0), "exit code 0 during: stop (round 2)"), (.hung, "had not ended after"),
    ])
    func `a child that ended otherwise is a finding`(_ end: ChildEnd, _ words: String) throws {
        let outcome = outcome(end, "step\tstop (round 2)\n")
        #expect(outcome.verdict == .failed)
        let message = try #require(outcome.findings.first?.message)
        #expect(message.contains(words))
    }

    @Test func `a child that gave up with a finding has said why`() {
        let line = CaseDocument.line(Finding(.error, .stopInTime, "stop has not returned after 4 s"))
        #expect(outcome(.exited(1), line + "end\n").findings.map(\.clause) == [Rule.stopInTime.clause])
    }
}

@Suite struct FindingListTests {
    private func finding(_ rule: Rule, _ caseName: String) -> Finding {
        var finding = Finding(.error, rule, "something")
        finding.caseName = caseName
        return finding
    }

    @Test func `a clause broken in many cases is told once, with all of them`() {
        var list = FindingList()
        let areNew = [
            list.add(finding(.ownThread, "threads")), list.add(finding(.ownThread, "stop")),
            list.add(finding(.ownThread, "stop")), list.add(finding(.oneAnswer, "stop")),
        ]
        #expect(areNew == [true, false, false, true])
        #expect(list.findings.map(\.alsoIn) == [["stop"], []])
    }
}

@Suite struct RequestLedgerTests {
    @Test func `tokens use the upper half, and differ between instances`() {
        var one = RequestLedger(series: 1)
        var two = RequestLedger(series: 2)
        let tokens = [one.open(.read, now: 0), one.open(.write, now: 0), two.open(.read, now: 0)]
        #expect(Set(tokens).count == 3)
        #expect(tokens.allSatisfy { $0 > UInt64(UInt32.max) })
    }

    @Test func `the first answer counts, the second does not, others are unknown`() {
        var ledger = RequestLedger()
        let token = ledger.open(.deliver, now: 0)
        #expect(!ledger.isSettled(token))
        let verdicts = [(token, GW_RETRY), (token, GW_OK), (token & 0xFFFF_FFFF, GW_OK)].map { ledger.answer($0, $1) }
        #expect(verdicts == [.first(.deliver), .second(.deliver), .unknown])
        #expect(ledger.status(of: token) == GW_RETRY)
    }

    @Test func `after stop nobody minds`() {
        var ledger = RequestLedger()
        let token = ledger.open(.read, now: 0)
        ledger.cancelAll()
        #expect(ledger.isSettled(token) && ledger.status(of: token) == nil)
        let verdict = ledger.answer(token, GW_OK)
        #expect(verdict == .afterStop)
    }
}

@Suite struct GrowthSeriesTests {
    private func growth(_ allocated: [Int], _ resident: [Int] = []) -> String? {
        var series = GrowthSeries()
        series.cycles = 1000
        for (index, bytes) in allocated.enumerated() { series.add(bytes, index < resident.count ? resident[index] : 0) }
        return series.growth
    }

    @Test func `steady growth is a leak, however small`() {
        #expect(growth((0..<10).map { 1_000_000 + $0 * 3200 })?.contains("32 bytes a cycle") == true)
    }

    @Test(arguments: [
        [5, 5, 5, 5, 5, 5, 5, 5, 5, 5], [100_000, 0, 200_000, 0, 300_000, 0, 400_000, 0, 500_000, 0],
        [0, 400_000, 400_000, 400_000, 400_000, 400_000, 400_000, 400_000, 400_000, 400_000], [1, 2],
    ])
    func `wobbling and one big step are none`(_ allocated: [Int]) {
        #expect(growth(allocated) == nil)
    }

    @Test func `memory that malloc knows nothing of counts too`() {
        let resident = (0..<10).map { $0 << 20 }
        #expect(growth(Array(repeating: 7, count: 10), resident)?.contains("KiB") == true)
    }
}

@Suite struct SettingGuessTests {
    private let guess = SettingGuess(given: ["unit_id": "7"], peer: .init(port: 4711))

    private func cell(_ field: FieldSchema) -> Cell? { guess.cells([field]).first }

    @Test func `fields that name a peer lead to ours`() {
        #expect(cell(FieldSchema("host", .text, default: "plc.example", help: "")) == .text("127.0.0.1"))
        #expect(cell(FieldSchema("port", .int(1...65535), default: "502", help: "")) == .int(4711))
        #expect(cell(FieldSchema("endpoint", .text, help: "")) == .text("127.0.0.1:4711"))
        let url = FieldSchema("url", .text, default: "opc.tcp://plc.example:4840/ua", help: "")
        #expect(cell(url) == .text("opc.tcp://127.0.0.1:4711/ua"))
    }

    @Test func `given, then default, then absent or anything`() {
        #expect(cell(FieldSchema("unit_id", .int(1...247), default: "1", help: "")) == .int(7))
        #expect(cell(FieldSchema("retries", .int(0...9), default: "3", help: "")) == .int(3))
        #expect(cell(FieldSchema("bit", .int, help: "")) == .absent)
        #expect(cell(FieldSchema("register", .int(40_001...49_999), required: true, help: "")) == .int(40_001))
    }

    @Test func `what was given wrongly is told`() {
        let guess = SettingGuess(given: ["unit_id": "900", "unitid": "1"], peer: .init(port: 1))
        let schema = [FieldSchema("unit_id", .int(1...247), help: "")]
        #expect(guess.complaints(schema, "setting").map(\.key) == ["unit_id", "unitid"])
        #expect(guess.cells(schema) == [.absent])
    }

    @Test func `given settings survive the way into the child`() {
        var given = GivenSettings()
        for text in ["host=a=b", "device.unit_id=3", "address.name=x\ty\nz", "empty="] {
            let isTaken = given.add(text)
            #expect(isTaken, "\(text)")
        }
        let areTaken = ["=x", "x"].map { given.add($0) }
        #expect(areTaken == [false, false])
        #expect(GivenSettings(lines: Array(given.lines.utf8)) == given)
        #expect(given.device == ["unit_id": "3"])
    }
}
