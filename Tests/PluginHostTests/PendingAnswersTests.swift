import Testing

@testable import PluginHost

@Suite struct PendingAnswersTests {
    private typealias Pending = PendingAnswers<String>

    private func word(_ verdict: Pending.Verdict) -> String {
        switch verdict {
        case .first(let completion): "first \(completion)"
        case .second: "second"
        case .late: "late"
        case .afterCancel: "after cancel"
        case .unknown: "unknown"
        }
    }

    @Test func `each token has one answer, in any order`() {
        var pending = Pending()
        let (a, b) = (pending.add(deadline: 10, "a"), pending.add(deadline: 5, "b"))
        #expect(pending.earliest == 5)
        #expect(word(pending.answer(b)) == "first b")
        #expect(pending.earliest == 10)
        #expect(word(pending.answer(a)) == "first a")
        #expect(word(pending.answer(b)) == "second")
        #expect(pending.isEmpty)
        #expect(pending.earliest == nil)
    }

    @Test(arguments: [0, 2, 3, UInt64.max]) func `a token that was never given out is unknown`(_ token: UInt64) {
        var pending = Pending()
        _ = pending.add(deadline: 10, "a")
        #expect(word(pending.answer(token)) == "unknown")
        #expect(pending.count == 1)
    }

    @Test func `what waited too long is given up in the order it was asked`() {
        var pending = Pending()
        let tokens = [pending.add(deadline: 7, "a"), pending.add(deadline: 5, "b"), pending.add(deadline: 8, "c")]
        #expect(pending.expire(4) == [])
        #expect(pending.expire(7) == ["a", "b"])
        #expect(pending.earliest == 8)
        #expect(word(pending.answer(tokens[0])) == "late")
        #expect(word(pending.answer(tokens[0])) == "second")
        #expect(word(pending.answer(tokens[2])) == "first c")
    }

    @Test func `after a stop nobody minds an answer`() {
        var pending = Pending()
        let tokens = [pending.add(deadline: 7, "a"), pending.add(deadline: 5, "b")]
        #expect(pending.cancelAll() == ["a", "b"])
        #expect(pending.isEmpty)
        #expect(word(pending.answer(tokens[0])) == "after cancel")
        let next = pending.add(deadline: 9, "c")
        #expect(word(pending.answer(next)) == "first c")
        #expect(word(pending.answer(next)) == "second")
        #expect(pending.cancelAll() == [])
    }

    @Test func `a plugin that never answers costs a bounded memory`() {
        var pending = Pending()
        let first = pending.add(deadline: 0, "first")
        for _ in 0..<1000 { _ = pending.add(deadline: 0, "x") }
        #expect(pending.expire(1).count == 1001)
        #expect(word(pending.answer(first)) == "second")
        #expect(word(pending.answer(1001)) == "late")
    }
}
