package unfurl.reweight;

/// A learned ratio and how it was learned.
///
/// @param ratio  the function
/// @param report what happened
public record RatioFit(Ratio ratio, FitSummary report) {}
