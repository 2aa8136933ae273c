package unfurl.explorer.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import unfurl.event.Expression;
import unfurl.hist.Axis;
import unfurl.hist.Spectrum;
import unfurl.math.Workers;
import unfurl.measurement.Breakdown;
import unfurl.measurement.Prediction;
import unfurl.measurement.Query;
import unfurl.measurement.SlicedQuery;

/// What the page is to show, by the core alone.
///
/// @param query       what is asked
/// @param slices      in which slices; empty for one histogram
/// @param sources     that count
/// @param predictions beside it
record Expected(Query query, Optional<SlicedQuery> slices, List<String> sources, List<Prediction> predictions) {
    /// As the page begins: all sources, and the prior beside.
    static Expected of(String observable, double... edges) {
        return new Expected(query(observable, edges), Optional.empty(), Sample.SOURCES, List.of(Sample.PRIOR));
    }

    private static Query query(String observable, double... edges) {
        Expression expression = Expression.parse(observable);
        return Query.of(expression, Sample.MEASUREMENT.axis(expression, edges));
    }

    Expected where(String condition) {
        return new Expected(query.where(Expression.parse(condition)), slices, sources, predictions);
    }

    Expected normalised() {
        return new Expected(query.asNormalised(), slices, sources, predictions);
    }

    Expected in(String observable, double... edges) {
        Expression by = Expression.parse(observable);
        Axis axis = Sample.MEASUREMENT.axis(by, edges);
        return new Expected(query, Optional.of(new SlicedQuery(query, by, axis)), sources, predictions);
    }

    Expected with(List<String> chosen) {
        return new Expected(query, slices, chosen, predictions);
    }

    Expected beside(Prediction... others) {
        return new Expected(query, slices, sources, List.of(others));
    }

    Breakdown breakdown() {
        try (var workers = new Workers(1)) {
            return slices.map(sliced -> Sample.MEASUREMENT.breakdown(sliced, workers))
                    .orElseGet(() -> Sample.MEASUREMENT.breakdown(List.of(query), workers));
        }
    }

    /// Of each bin: value, statistical, systematic and total error, N_eff, and the predictions. Slices are divided by
    /// their widths, as the page says that it does.
    List<double[]> rows() {
        Breakdown breakdown = breakdown();
        double[] statistical = errors(breakdown.spectra(breakdown.statisticalOrSample(sources)));
        double[] systematic = errors(breakdown.spectra(breakdown.systematic(sources)));
        double[] total = errors(breakdown.spectra(breakdown.total(sources)));
        var rows = new ArrayList<double[]>();
        int bins = query.axis().bins();
        for (int cell = 0; cell < total.length; cell++) {
            int slice = cell / bins;
            int bin = cell % bins;
            Spectrum spectrum = breakdown.spectra().get(slice);
            double width = query.normalised()
                    ? 1
                    : slices.map(s -> s.slices().width(slice)).orElse(1.0);
            DoubleStream numbers = DoubleStream.of(
                    spectrum.value(bin) / width,
                    statistical[cell] / width,
                    systematic[cell] / width,
                    total[cell] / width,
                    spectrum.nEff(bin));
            DoubleStream beside = predictions.stream()
                    .mapToDouble(one -> spectra(one).get(slice).value(bin) / width);
            rows.add(DoubleStream.concat(numbers, beside).toArray());
        }
        return rows;
    }

    private static double[] errors(List<Spectrum> spectra) {
        return spectra.stream()
                .flatMapToDouble(s -> IntStream.range(0, s.bins()).mapToDouble(s::error))
                .toArray();
    }

    List<Spectrum> spectra(Prediction prediction) {
        var normalisation = Sample.MEASUREMENT.head().normalisation();
        return slices.map(sliced -> prediction.spectra(sliced, normalisation))
                .orElseGet(() -> List.of(prediction.spectrum(query, normalisation)));
    }

    /// The whole selection, in the bins or not: its sum, and the errors of the sum.
    double[] selection() {
        Query total = query.where().map(Query.ofTotal()::where).orElseGet(Query::ofTotal);
        Breakdown sum = Sample.MEASUREMENT.breakdown(total);
        return new double[] {
            sum.spectra().getFirst().value(0),
            sum.statisticalOrSample(sources).error(0),
            sum.systematic(sources).error(0)
        };
    }
}
