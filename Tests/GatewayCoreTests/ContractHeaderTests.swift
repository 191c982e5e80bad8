import Glibc
import Testing

/// The contract is for any compiler: the header and its layout assertions compile without a word.
@Suite struct ContractHeaderTests {
    private static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    private static let strict = "-Wall -Wextra -Werror -pedantic -fsyntax-only"

    private static func isThere(_ compiler: String) -> Bool {
        system("command -v \(compiler) > /dev/null") == 0
    }

    private func compile(_ compiler: String, _ language: String, _ file: String) -> Bool {
        let include = "-I '\(Self.root)/Sources/CGatewayABI/include'"
        return system("\(compiler) \(language) \(Self.strict) \(include) '\(Self.root)/\(file)'") == 0
    }

    @Test(.enabled(if: isThere("gcc"), "gcc is not installed")) func `gcc takes it as C99`() {
        #expect(compile("gcc", "-x c -std=c99", "Sources/CGatewayABI/layout.c"))
    }

    @Test(.enabled(if: isThere("clang"), "clang is not installed")) func `clang takes it as C99`() {
        #expect(compile("clang", "-x c -std=c99", "Sources/CGatewayABI/layout.c"))
    }

    @Test(.enabled(if: isThere("g++"), "g++ is not installed"), arguments: ["c++11", "c++20"])
    func `g++ takes it as C++`(_ standard: String) {
        #expect(compile("g++", "-x c++ -std=\(standard)", "Sources/CGatewayABI/layout.c"))
    }

    @Test(arguments: [
        "base", "batch", "plan", "host", "plugin", "describe", "poll", "loop", "write", "sink", "command", "trace",
    ])
    func `each header stands alone, or says what it needs`(_ name: String) {
        #expect(compile("cc", "-x c -std=c99", "Sources/CGatewayABI/include/gateway/\(name).h"))
    }

    @Test func `a wrong layout would be found`() {
        // The assertions are typedefs of arrays; one of size -1 must not compile, or the tests above prove nothing.
        let command = "printf '#include <gateway/gateway.h>\\ntypedef char t[sizeof(gw_sample) == 25 ? 1 : -1];' | cc"
        let include = "-I '\(Self.root)/Sources/CGatewayABI/include'"
        #expect(system("\(command) -x c -std=c99 -fsyntax-only \(include) - 2> /dev/null") != 0)
    }
}
