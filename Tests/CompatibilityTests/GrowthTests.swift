import Testing

/// The contract does not change unnoticed.
@Suite struct GrowthTests {
    private let today: ContractHeader
    private let newest: Revision
    private let frozen: ContractHeader

    init() throws {
        today = try ContractHeader(folder: Revision.today)
        newest = try #require(Revision.all.last)
        frozen = try ContractHeader(folder: newest.headers)
    }

    @Test(arguments: Revision.all) func `a kept header is the one of its revision`(_ revision: Revision) throws {
        #expect(try ContractHeader(folder: revision.headers).revision == revision)
    }

    @Test func `a header that says something new has a new version`() throws {
        let revision = try #require(today.revision)
        #expect(revision >= newest, "today's header goes back behind \(newest.name)")
        guard revision == newest else { return }
        for (name, code) in today.code {
            #expect(
                code == frozen.code[name],
                "gateway/\(name) differs from revision \(newest.name): raise GW_ABI_MINOR, see Tests/Compatibility/README.md"
            )
        }
        #expect(today.code.keys.sorted() == frozen.code.keys.sorted(), "raise GW_ABI_MINOR: a file came or went")
    }

    @Test func `a new version says something new`() throws {
        guard today.revision != newest else { return }
        #expect(today.codeWithoutVersion != frozen.codeWithoutVersion, "GW_ABI_MINOR was raised for nothing")
    }

    @Test func `comments and blanks are no change, words are`() throws {
        #expect(try ContractHeader(folder: Revision.today).code["base.h"]?.contains("plain C99") == false)
        #expect(today.code["base.h"]?.contains("#define GW_OK 0") == true)
        #expect(today.members.contains("gw_cell.value") && today.members.contains("gw_plugin.get_extension"))
        #expect(today.members.contains("gw_error.message") && !today.members.contains("gw_cell.real"))
        #expect(today.constants.contains("GW_NO_POINT") && !today.constants.contains("GATEWAY_BASE_H"))
    }
}
