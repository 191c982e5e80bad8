/// What to make of a child's end and of what it wrote. Pure.
package struct DescribeVerdict {
    let file: String
    let describer: String
    let deadline: Duration

    package init(file: String, describer: String, deadline: Duration) {
        (self.file, self.describer, self.deadline) = (file, describer, deadline)
    }

    /// What the plugins of the file declare, or why the file is refused.
    package func declared(_ result: ShortChild.Result) throws(Refusal) -> [DeclaredPlugin] {
        let document = DescribeDocument(text: String(decoding: result.output, as: UTF8.self))
        switch (result.end, document) {
        case (.exited(0), .plugins(let plugins)): return plugins
        case (.exited, .refused(let refusal)): throw refusal
        case (.exited(let code), _): throw crashed("ended by itself with exit code \(code)", result)
        case (.signalled(let signal), _): throw crashed("was ended by \(SystemError.signal(signal))", result)
        case (.hung, _):
            throw Refusal(
                .describeHung,
                "\(file) did not say what it is within \(deadline)\(Self.lastWords(result.said)); "
                    + "its constructors and its describe function must return at once")
        case (.notStarted(let code), _):
            throw Refusal(
                .describerMissing, "cannot run \(describer): \(SystemError.text(code)); install it beside gatewayd")
        }
    }

    private func crashed(_ how: String, _ result: ShortChild.Result) -> Refusal {
        Refusal(
            .describeCrashed,
            "the process asking \(file) what it is \(how)\(Self.lastWords(result.said)); "
                + "its constructors and its describe function must return")
    }

    /// `, saying: …`: the last line the child wrote, in printable characters.
    private static func lastWords(_ said: [UInt8]) -> String {
        let text = String(decoding: said, as: UTF8.self)
        guard let line = text.split(whereSeparator: \.isNewline).last else { return "" }
        let printable = line.unicodeScalars.map { $0.value >= 0x20 && $0.value != 0x7F ? $0 : " " }
        return ", saying: " + String(String.UnicodeScalarView(printable)).prefix(300)
    }
}
