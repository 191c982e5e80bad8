import Glibc
import PluginHost

switch CommandLine.arguments.dropFirst().first {
case "run": _exit(ChildProgram.run(CommandLine.arguments))
default: _exit(Describer.run(CommandLine.arguments))
}
