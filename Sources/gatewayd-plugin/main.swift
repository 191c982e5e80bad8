import Glibc
import PluginHost

_exit(Describer.run(CommandLine.arguments))
