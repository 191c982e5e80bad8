import Testing

/// A certificate authority for one test, and a certificate of a broker signed by it.
struct TestAuthority {
    private let folder = TemporaryFolder()
    let certificate: String

    init(name: String = "localhost") throws {
        let path = folder.path
        certificate = "\(path)/ca.pem"
        folder.write("name.ext", "subjectAltName=DNS:\(name)\n")
        try Self.openssl(
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
                "/CN=Test authority \(path.suffix(6))", "-keyout",
                "\(path)/ca.key", "-out", certificate,
            ])
        try Self.openssl(
            [
                "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=\(name)",
                "-keyout", "\(path)/broker.key", "-out", "\(path)/broker.csr",
            ])
        try Self.openssl(
            [
                "x509", "-req", "-in", "\(path)/broker.csr", "-CA", certificate, "-CAkey", "\(path)/ca.key",
                "-CAcreateserial", "-days", "2", "-extfile",
                "\(path)/name.ext", "-out", "\(path)/broker.pem",
            ])
    }

    func broker() throws -> Mosquitto {
        try Mosquitto(
            "allow_anonymous true\ncertfile \(folder.path)/broker.pem\nkeyfile \(folder.path)/broker.key",
            keeping: folder)
    }

    private static func openssl(_ arguments: [String]) throws {
        try #require(try Program("/usr/bin/openssl", arguments).wait() == 0, "openssl \(arguments[0]) failed")
    }
}
