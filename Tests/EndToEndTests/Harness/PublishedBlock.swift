import Foundation

/// A message of the MQTT sink in its `json` format.
struct PublishedBlock: Decodable, Sendable {
    struct Sample: Decodable, Sendable {
        let name: String
        let value: Value?
        let quality: String?
        let time: Int64?

        var number: Double? { value?.number }
        var isGood: Bool { quality == nil || quality == "good" }
    }

    /// A number, a Boolean (as 0 and 1) or something else.
    struct Value: Decodable, Sendable {
        let number: Double?
        let text: String?

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            number = (try? container.decode(Double.self)) ?? (try? container.decode(Bool.self)).map { $0 ? 1 : 0 }
            text = try? container.decode(String.self)
        }
    }

    let time: Int64
    /// Stream, epoch and sequence.
    let block: String
    /// From 2 on, of a block that took several messages.
    let part: Int?
    let resent: Bool?
    let samples: [Sample]

    init(_ message: Subscriber.Message) throws {
        self = try JSONDecoder().decode(PublishedBlock.self, from: Data(message.payload.utf8))
    }

    private enum CodingKeys: String, CodingKey {
        case time, block, part, resent, samples
    }
}
