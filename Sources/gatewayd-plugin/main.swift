import GatewayConformance
import Glibc
import PluginHost

switch CommandLine.arguments.dropFirst().first {
case "conform": _exit(Conformer.run(CommandLine.arguments))
case "run": _exit(ChildProgram.run(CommandLine.arguments))
default: _exit(Describer.run(CommandLine.arguments))
}
