/// The report of an unfolding: one HTML file with every picture, number and warning, and the pictures as SVG and
/// PDF.
///
/// Start with [Report]: records of plain numbers and texts, filled by whoever ran the unfolding, and `write`. The
/// report computes nothing but densities (content over bin width) and ratios. Uses `unfurl.report.figure` and
/// `unfurl.math`; knows neither the unfolding nor files of events.
package unfurl.report;
