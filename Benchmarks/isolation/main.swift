import Glibc
import GatewayLoop
import PluginHost

// Measures PluginHost alone: one driver inside this process or in one of its own, and nothing behind it.
let usage = """
    usage: isolation-bench MEASURE LEVEL PLUGIN DESCRIBER ARGUMENT

      MEASURE   rate      ARGUMENT: samples of a batch; samples a second and CPU of both sides over two seconds
                latency   ARGUMENT: seconds; age of batches of one at 1 kHz
                requests  ARGUMENT: how many; round trips of reads and of writes, one after the other
                ready     ARGUMENT: how many; from the wish to the plugin that has taken its plan
      LEVEL     inside, process or sandbox
      PLUGIN    the compiled programs/pace.c
      DESCRIBER gatewayd-plugin

    Prints one line of JSON.

    """

func complain(_ text: String) {
    _ = text.withCString { write(2, $0, strlen($0)) }
}

let words = CommandLine.arguments.dropFirst()
guard words.count == 5, let level = Isolation(rawValue: words[2]), let argument = Int(words[5]),
    let measure = Measures.named[words[1]]
else {
    complain(usage)
    exit(64)
}
do {
    let plugin = try Bed.plugin(file: words[3], level: level, describer: words[4])
    let figures = try measure(plugin, argument)
    print("{" + figures.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ") + "}")
} catch {
    complain("isolation-bench: \(error)\n")
    exit(1)
}
// The loop's thread and a child may still run; nobody has to wait for them.
fflush(nil)
_exit(0)
