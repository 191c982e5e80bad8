import GatewayConformance
import Glibc
import PluginHost

let arguments = CommandLine.arguments
_exit(arguments.dropFirst().first == "conform" ? Conformer.run(arguments) : Describer.run(arguments))
