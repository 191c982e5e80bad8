extension CaseRun {
    /// The description: what a gateway refuses, and what its users stumble over.
    func description() {
        for problem in subject.problems {
            reporter.add(Finding(.error, .described, problem), eachTime: true)
        }
        for remark in DescriptionStyle(subject.declared, canBePolled: subject.isPolled).remarks {
            reporter.add(Finding(remark.severity, remark.rule, remark.message), eachTime: true)
        }
        for (given, schema, what) in [
            (self.given.settings, subject.description.settings, "setting"),
            (self.given.device, subject.description.device, "device setting"),
            (self.given.address, subject.description.address, "address column"),
        ] {
            for complaint in SettingGuess(given: given, peer: .init(port: 1)).complaints(schema, what) {
                reporter.add(
                    Finding(
                        .note, clause: "--settings \(complaint.key)", message: complaint.message,
                        mend: "correct what you gave to the check"), eachTime: true)
            }
        }
    }
}
