package unfurl.measurement;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import unfurl.NumericalException;
import unfurl.hist.Covariance;
import unfurl.hist.Spectrum;

/// Follows the recipes for one histogram.
///
/// @param nominal  the spectrum of the nominal weights, whose covariance is that of the sample
/// @param replica  the values of the same spectrum with the weights of a column
/// @param relative the luminosity's relative uncertainty
record Combination(Spectrum nominal, Function<String, double[]> replica, double relative) {
    static double[] values(Spectrum spectrum) {
        double[] values = new double[spectrum.bins()];
        Arrays.setAll(values, spectrum::value);
        return values;
    }

    Uncertainty of(WeightGroup group) {
        return new Uncertainty(group.name(), covariance(group));
    }

    private Covariance covariance(WeightGroup group) {
        List<String> columns = group.columns();
        return switch (group.recipe()) {
            case Recipe.Nominal ignored -> Covariance.diagonal(new double[nominal.bins()]);
            case Recipe.SampleStatistics ignored -> nominal.covariance();
            case Recipe.LuminosityScale ignored ->
                Covariance.ofShift(values(nominal)).times(nominal.isNormalised() ? 0 : relative * relative);
            case Recipe.Ensemble ensemble ->
                Covariance.ofReplicas(columns.stream().map(replica).toList())
                        .times(varianceOfCentre(ensemble.centre()) / columns.size());
            case Recipe.Bootstrap ignored ->
                Covariance.ofReplicas(columns.stream().map(replica).toList());
            case Recipe.Hessian ignored -> sumOfShifts(columns);
            case Recipe.UpDown ignored -> sumOfShifts(columns).times(0.5);
            case Recipe.TwoPoint twoPoint -> twoPoint(shift(columns.getFirst()), twoPoint.correlated());
            case Recipe.DataDriven ignored -> Covariance.ofShift(closure(columns.getFirst(), columns.getLast()));
        };
    }

    private static double varianceOfCentre(Recipe.Centre centre) {
        return switch (centre) {
            case MEAN -> 1;
            case MEDIAN -> Math.PI / 2;
        };
    }

    private Covariance sumOfShifts(List<String> columns) {
        return columns.stream()
                .map(column -> Covariance.ofShift(shift(column)))
                .reduce(Covariance::plus)
                .orElseThrow();
    }

    private static Covariance twoPoint(double[] shift, boolean correlated) {
        return correlated
                ? Covariance.ofShift(shift)
                : Covariance.diagonal(Arrays.stream(shift).map(d -> d * d).toArray());
    }

    private double[] shift(String column) {
        double[] shift = replica.apply(column);
        Arrays.setAll(shift, i -> shift[i] - nominal.value(i));
        return shift;
    }

    private double[] closure(String unfolded, String target) {
        double[] shift = replica.apply(unfolded);
        double[] wanted = replica.apply(target);
        for (int i = 0; i < shift.length; i++) {
            if (wanted[i] == 0 && (shift[i] != 0 || nominal.value(i) != 0)) {
                throw new NumericalException(
                        "the closure's target %s is 0 in bin %d of %s".formatted(target, i, nominal.axis()));
            }
            shift[i] = wanted[i] == 0 ? 0 : (shift[i] - wanted[i]) * nominal.value(i) / wanted[i];
        }
        return shift;
    }
}
