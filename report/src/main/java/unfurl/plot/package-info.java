/// Figures of a published measurement, as reports draw them.
///
/// Start with [PlotRequest]: a spectrum with its uncertainty by source, or the spectra of slices, and the predictions
/// beside it. Uses `report` for the layers of a figure, and `measurement`; reads and writes no file.
package unfurl.plot;
