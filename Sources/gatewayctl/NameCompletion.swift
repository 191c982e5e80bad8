import ArgumentParser

/// How a shell finds out about names.
enum NameCompletion {
    static let points = CompletionKind.shellCommand("gatewayctl points --names 2>/dev/null")
    static let channels = CompletionKind.shellCommand(
        "gatewayctl channels --json 2>/dev/null | sed -n 's/^    \"id\" : \"\\(.*\\)\",$/\\1/p'")
}
