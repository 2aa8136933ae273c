package unfurl.nn;

/// A trained network and how it came about.
///
/// @param network in its best state
/// @param report  what happened
public record Fit(Network network, FitReport report) {}
