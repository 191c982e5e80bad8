/// The words for yes and no, in YAML and in tables that went through a spreadsheet.
enum BoolText {
    static func value(_ text: String) -> Bool? {
        switch text {
        case "true", "True", "TRUE", "yes", "on", "1": true
        case "false", "False", "FALSE", "no", "off", "0": false
        default: nil
        }
    }
}
