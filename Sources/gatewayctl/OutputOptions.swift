import ArgumentParser

/// Options of every command that prints.
struct OutputOptions: ParsableArguments {
    @Flag(help: "JSON, for programs.")
    var json = false

    @Flag(help: "No colours; NO_COLOR in the environment does the same.")
    var noColor = false

    var console: Console {
        Console(wantsColour: !noColor, wantsJSON: json)
    }
}
