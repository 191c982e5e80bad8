/// One function for each route; the table says which belongs to which.
enum Answers {}
