import Hummingbird

/// One resource of the API: how it is asked for, who may ask, and who answers.
struct Route: Sendable {
    let method: HTTPRequest.Method
    /// `{name}` stands for one segment.
    let path: String
    let role: Role
    /// One line for people.
    let summary: String
    let answer: @Sendable (Call) async throws -> Response

    init(
        _ method: HTTPRequest.Method, _ path: String, role: Role, _ summary: String,
        answer: @escaping @Sendable (Call) async throws -> Response
    ) {
        self.method = method
        self.path = path
        self.role = role
        self.summary = summary
        self.answer = answer
    }
}
