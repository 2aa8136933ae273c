package unfurl.report;

import unfurl.report.figure.Numbers;

/// How an observable moved from iteration to iteration, in triangular discriminators × 10³.
///
/// @param observable name of an [ObservablePage]
/// @param change     after iteration 1, 2, …: from the iteration before, the first from the prior
/// @param distance   from the truth: of the prior, then after iteration 1, 2, …; no numbers when there is no
///                   truth
public record Trace(String observable, Numbers change, Numbers distance) {}
