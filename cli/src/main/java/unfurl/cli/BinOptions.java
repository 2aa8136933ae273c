package unfurl.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import picocli.CommandLine.Option;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Distribution;
import unfurl.measurement.Comparison;
import unfurl.measurement.Measurement;

/// The options that say what the bins of an observable are.
final class BinOptions {
    private static final double TAIL = 0.005;
    private static final int DIGITS = 2;

    @Option(
            names = "--edges",
            paramLabel = "a,b,c",
            description =
                    "The rising edges of the bins; a bin holds its lower edge but not its upper one. If neither these "
                            + "nor bins of one width are given, those that the measurement publishes of the observable.")
    private Optional<String> edges;

    @Option(
            names = "--bins",
            paramLabel = "N",
            description =
                    "Bins of one width instead, between about the 0.5 %% and 99.5 %% quantiles of the events that count; "
                            + Comparison.BINS + " where no bins are given or published.")
    private Optional<Integer> bins;

    @Option(names = "--from", paramLabel = "X", description = "Where the bins of one width begin instead.")
    private Optional<Double> from;

    @Option(names = "--to", paramLabel = "X", description = "Where they end instead.")
    private Optional<Double> to;

    /// The bins of an observable.
    ///
    /// @param where the condition of the events that count
    /// @throws InputException when options exclude each other, the bins are none, or nothing is there to take
    ///                        quantiles of
    Axis axis(Measurement measurement, Expression observable, Optional<Expression> where) {
        boolean isEqual = bins.isPresent() || from.isPresent() || to.isPresent();
        if (edges.isPresent()) {
            if (isEqual) {
                throw new InputException(
                        "--edges says all about the bins\n  allowed    --edges, or --bins, --from and --to");
            }
            try {
                return measurement.axis(observable, Asked.edges(edges.get(), "--edges"));
            } catch (InputException wrong) {
                throw wrong.askedBy("--edges");
            }
        }
        return measurement
                .publishedAxis(observable)
                .filter(published -> !isEqual)
                .orElseGet(() -> equal(measurement, observable, where));
    }

    private Axis equal(Measurement measurement, Expression observable, Optional<Expression> where) {
        try {
            boolean isGiven = from.isPresent() && to.isPresent();
            double[] ends = isGiven ? new double[2] : ends(distribution(measurement, observable, where));
            double low = from.orElse(ends[0]);
            double high = to.orElse(ends[1]);
            String unit = measurement.axis(observable, 0, 1).unit();
            return Axis.equal(observable.text(), unit, bins.orElse(Comparison.BINS), low, high);
        } catch (InputException wrong) {
            throw wrong.askedBy("--bins");
        }
    }

    /// The quantiles, moved outwards to about three digits of their distance.
    private static double[] ends(Distribution distribution) {
        double low = distribution.quantile(TAIL);
        double high = distribution.quantile(1 - TAIL);
        if (!(low < high)) {
            return new double[] {low, high};
        }
        int decimals = DIGITS - (int) Math.floor(Math.log10(high - low));
        return new double[] {
            BigDecimal.valueOf(low).setScale(decimals, RoundingMode.FLOOR).doubleValue(),
            BigDecimal.valueOf(high).setScale(decimals, RoundingMode.CEILING).doubleValue()
        };
    }

    private static Distribution distribution(
            Measurement measurement, Expression observable, Optional<Expression> where) {
        Weights counted = where.map(condition -> measurement.nominal().where(condition.select(measurement.events())))
                .orElseGet(measurement::nominal);
        Column values = observable.evaluate(measurement.events());
        return Distribution.of(observable.text(), values::at, counted);
    }
}
