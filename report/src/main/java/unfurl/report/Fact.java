package unfurl.report;

/// A name and what it is, as shown.
///
/// @param name  `seed`, `events in data`
/// @param value plain text
public record Fact(String name, String value) {}
