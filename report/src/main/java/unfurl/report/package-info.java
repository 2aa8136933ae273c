/// The report of an unfolding: one HTML file with every picture, number and warning, and the pictures as
/// SVG and PDF.
///
/// Start with [Report]: records of plain numbers and texts, filled by whoever ran the unfolding, and
/// `write`. What is known of the uncertainties goes into [Uncertainties], and into the [Breakdown] and
/// [Correlation] of each page; a [ValidationReport] is a page of its own. Reports compute nothing but
/// densities (content over bin width), ratios, sums in quadrature of sources that share a line, and
/// binomial errors of shares of toys. Uses `unfurl.report.figure` and `unfurl.math`; knows neither the
/// unfolding nor files of events.
package unfurl.report;
