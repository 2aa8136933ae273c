/// Figures as high-energy physics prints them: histograms with ratio panels, points, bands, curves, heat maps.
///
/// Start with [Figure]: panels of [Layer]s over one x [Axis], written as SVG or PDF. Labels are a small markup,
/// see [Label]. Text is drawn as the outlines of one font that travels with PDFBox, so that a figure looks the
/// same on every machine, has no need of installed fonts or a display, and is the same bytes for the same
/// numbers. Uses the two exceptions of `unfurl` and FontBox; knows nothing of events or unfolding.
package unfurl.report.figure;
