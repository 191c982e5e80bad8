import Testing

/// The real daemon with its plugins, between simulated devices and a real broker, on the loopback interface.
///
/// One after the other: most of them load the machine, and figures are only worth something when nobody else does.
@Suite(.serialized) enum EndToEnd {}
