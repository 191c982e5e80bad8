/// Reads the `retry` of a channel or sink.
enum RetryReader {
    /// The standard where nothing is said.
    static func read(_ entry: Entry?) -> RetrySettings {
        var retry = RetrySettings()
        guard var section = entry?.section() else { return retry }
        // The first wait takes half a second.
        retry.longest =
            section.entry("longest")?.duration(.milliseconds(500)...(.seconds(3600))) ?? retry.longest
        section.finish()
        return retry
    }
}
