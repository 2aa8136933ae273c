package unfurl.publication;

import java.util.ArrayList;
import java.util.List;
import unfurl.hist.Covariance;
import unfurl.hist.Spectrum;
import unfurl.measurement.Breakdown;
import unfurl.measurement.Head;
import unfurl.measurement.Measurement;
import unfurl.measurement.Prediction;
import unfurl.measurement.Query;
import unfurl.provenance.Citation;

/// What is published of a measurement in bins: tables, with the errors of all of their bins together.
///
/// The bins of the tables stand one after the other.
///
/// @param head              what the measurement says of itself
/// @param citations         what is to be cited
/// @param tables            at least one
/// @param sources           the errors by source of all bins
/// @param total             the covariance of all bins from all of these sources
/// @param degreesOfFreedom  ν of the total, as [Breakdown#degreesOfFreedom]: infinite when it is known exactly,
///                          NaN when it is not known
public record Publication(
        Head head,
        List<Citation> citations,
        List<PublishedTable> tables,
        List<SourceErrors> sources,
        Covariance total,
        double degreesOfFreedom) {
    /// Copies the lists.
    public Publication {
        citations = List.copyOf(citations);
        tables = List.copyOf(tables);
        sources = List.copyOf(sources);
    }

    /// Histograms of a measurement, with chosen sources of uncertainty.
    ///
    /// @param queries     at least one
    /// @param breakdown   what [Measurement#breakdown(List, unfurl.math.Workers)] gives for these queries
    /// @param chosen      names of sources
    /// @param predictions that every table has beside its values; may be none
    /// @throws unfurl.InputException when a source is not there or counts twice, or a prediction lacks a column
    public static Publication of(
            Measurement measurement,
            List<Query> queries,
            Breakdown breakdown,
            List<String> chosen,
            List<Prediction> predictions) {
        Covariance total = breakdown.total(chosen);
        List<SourceErrors> sources = chosen.stream()
                .map(name -> new SourceErrors(
                        breakdown.group(name),
                        breakdown.uncertainty(name).covariance(),
                        breakdown.uncertainty(name).shift()))
                .toList();
        var tables = new ArrayList<PublishedTable>();
        int first = 0;
        for (Query query : queries) {
            Spectrum spectrum = breakdown.spectra().get(tables.size());
            int from = first;
            tables.add(new PublishedTable(
                    tables.size() + 1,
                    measurement.head(),
                    query,
                    spectrum,
                    sources.stream()
                            .map(source -> source.block(from, spectrum.bins()))
                            .toList(),
                    total.block(first, spectrum.bins()),
                    predicted(measurement, query, predictions)));
            first += spectrum.bins();
        }
        return new Publication(
                measurement.head(),
                measurement.citations(),
                tables,
                sources,
                total,
                breakdown.degreesOfFreedom(chosen));
    }

    private static List<PublishedTable.PredictedSpectrum> predicted(
            Measurement measurement, Query query, List<Prediction> predictions) {
        return predictions.stream()
                .map(prediction -> new PublishedTable.PredictedSpectrum(
                        prediction.name(),
                        prediction.spectrum(query, measurement.head().normalisation())))
                .toList();
    }
}
