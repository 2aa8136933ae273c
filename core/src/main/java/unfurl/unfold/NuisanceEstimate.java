package unfurl.unfold;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import unfurl.math.Matrix;

/// Makes what is known of nuisance parameters of the efficient score at some θ.
final class NuisanceEstimate {
    private final Nuisances nuisances;
    private final double[] theta;
    private final EfficientScore score;
    private final int[] free;
    private final RealMatrix prior;
    private final RealMatrix told;
    private final double[] slope;

    NuisanceEstimate(Nuisances nuisances, List<Double> theta, EfficientScore score) {
        this.nuisances = nuisances;
        this.theta = theta.stream().mapToDouble(t -> t).toArray();
        this.score = score;
        this.free = nuisances.free();
        this.prior = free(nuisances.priorInformation(this.theta));
        this.told = free(score.information());
        this.slope = slope(this.theta, score);
    }

    private RealMatrix free(RealMatrix all) {
        return free.length == 0 ? MatrixUtils.createRealMatrix(1, 1) : all.getSubMatrix(free, free);
    }

    NuisanceFit fit() {
        int p = theta.length;
        RealMatrix together = told.add(prior);
        RealMatrix inverse = Symmetric.inverseOfAnyUnits(together);
        RealMatrix covariance =
                inverse.multiply(free(score.variance()).add(prior)).multiply(inverse);
        double[] ofDataAlone = new double[p];
        for (int j = 0; j < free.length; j++) {
            ofDataAlone[free[j]] = ofDataAlone(j);
        }
        return new NuisanceFit(
                nuisances.names(),
                Arrays.stream(theta).boxed().toList(),
                whole(covariance),
                Matrix.tabulate(p, p, score.information()::getEntry),
                whole(inverse),
                Arrays.stream(ofDataAlone).boxed().toList(),
                intervals(inverse, covariance),
                slowest(together));
    }

    /// With 0 for parameters that are held.
    private Matrix whole(RealMatrix ofFree) {
        int p = theta.length;
        double[][] out = new double[p][p];
        for (int j = 0; j < free.length; j++) {
            for (int l = 0; l < free.length; l++) {
                out[free[j]][free[l]] = ofFree.getEntry(j, l);
            }
        }
        return Matrix.tabulate(p, p, (k, l) -> out[k][l]);
    }

    /// Along the line on which the other parameters follow the one as the data tell them.
    private double ofDataAlone(int j) {
        double[] along = new double[free.length];
        along[j] = 1;
        int[] others = IntStream.range(0, free.length).filter(l -> l != j).toArray();
        if (others.length > 0) {
            double[] follow = Symmetric.inverseOfAnyUnits(told.getSubMatrix(others, others))
                    .operate(told.getSubMatrix(others, new int[] {j}).getColumn(0));
            for (int l = 0; l < others.length; l++) {
                along[others[l]] = -follow[l];
            }
        }
        double information = form(told, along);
        return information > score.asGoodAsNone() * score.complete().getEntry(free[j], free[j])
                ? Math.sqrt(form(free(score.variance()), along)) / information
                : Double.POSITIVE_INFINITY;
    }

    /// (p) θ after a Newton step with the efficient score, within the ranges.
    double[] newton() {
        RealMatrix together = score.information().add(nuisances.priorInformation(theta));
        return nuisances.within(theta, nuisances.step(theta, slope, together), 1);
    }

    /// (p) the slope of the profile likelihood and of the prior.
    private double[] slope(double[] at) {
        return slope(at, score.at(at));
    }

    private double[] slope(double[] at, EfficientScore there) {
        double[] out = there.difference();
        double[] ofPrior = nuisances.priorSlope(at);
        Arrays.setAll(out, k -> out[k] + ofPrior[k]);
        return out;
    }

    private List<NuisanceFit.Interval> intervals(RealMatrix inverse, RealMatrix covariance) {
        NuisanceFit.Interval[] intervals = Arrays.stream(theta)
                .mapToObj(held -> new NuisanceFit.Interval(held, held))
                .toArray(NuisanceFit.Interval[]::new);
        for (int j = 0; j < free.length; j++) {
            intervals[free[j]] = interval(j, inverse, covariance);
        }
        return List.of(intervals);
    }

    /// Along the line on which the other parameters follow the one.
    private NuisanceFit.Interval interval(int j, RealMatrix inverse, RealMatrix covariance) {
        double[] along = new double[theta.length];
        for (int l = 0; l < free.length; l++) {
            along[free[l]] = inverse.getEntry(l, j) / inverse.getEntry(j, j);
        }
        double wider = covariance.getEntry(j, j) / inverse.getEntry(j, j);
        double sigma = Math.sqrt(covariance.getEntry(j, j));
        var line = new ProfileLine(free[j], theta, along, nuisances, slope, this::slope);
        return new NuisanceFit.Interval(line.end(-sigma, 0.5 * wider), line.end(sigma, 0.5 * wider));
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    /// The least x with (told + prior)·v = x·(complete + prior)·v.
    private NuisanceFit.Direction slowest(RealMatrix together) {
        if (free.length == 0) {
            return new NuisanceFit.Direction(1, List.of(), "none");
        }
        RealMatrix whitening =
                Symmetric.whiteningOfAnyUnits(free(score.complete()).add(prior));
        var eigen = new EigenDecompositionSymmetric(
                Symmetric.of(whitening.transposeMultiply(together).multiply(whitening)));
        int least = whitening.getColumnDimension() - 1;
        return direction(
                eigen.getEigenvalue(least),
                whitening.operate(eigen.getEigenvector(least).toArray()));
    }

    /// Where the data's information, without what may be a fluctuation, and the prior's together let a parameter
    /// vary as much as its range or prior does.
    Optional<NuisanceFit.Direction> unknown() {
        if (free.length == 0) {
            return Optional.empty();
        }
        double none = score.asGoodAsNone();
        RealMatrix complete = free(score.complete());
        RealMatrix sure = complete.multiply(Symmetric.relative(told, complete, share -> Math.max(0, share - none)))
                .multiply(complete)
                .add(prior);
        double[] scale = IntStream.of(free).mapToDouble(this::scale).toArray();
        RealMatrix units = MatrixUtils.createRealDiagonalMatrix(scale);
        var eigen = new EigenDecompositionSymmetric(
                Symmetric.of(units.multiply(sure).multiply(units)));
        int least = free.length - 1;
        double[] vector = units.operate(eigen.getEigenvector(least).toArray());
        return eigen.getEigenvalue(least) < 1 - none ? Optional.of(direction(share(vector), vector)) : Optional.empty();
    }

    private double scale(int k) {
        return nuisances.parameters().get(k).scale(theta[k]);
    }

    private double share(double[] vector) {
        return Math.max(0, form(told, vector) / form(free(score.complete()), vector));
    }

    private static double form(RealMatrix matrix, double[] vector) {
        return dot(vector, matrix.operate(vector));
    }

    private NuisanceFit.Direction direction(double share, double[] ofFree) {
        double[] parts = new double[theta.length];
        for (int j = 0; j < free.length; j++) {
            parts[free[j]] = ofFree[j] / scale(free[j]);
        }
        double length = Math.sqrt(dot(parts, parts));
        double sign = Arrays.stream(parts).sum() < 0 ? -1 : 1;
        List<Double> unit = Arrays.stream(parts)
                .mapToObj(part -> length == 0 ? 0 : sign * part / length)
                .toList();
        return new NuisanceFit.Direction(share, unit, words(unit));
    }

    private String words(List<Double> unit) {
        var text = new StringBuilder();
        for (int k = 0; k < unit.size(); k++) {
            double part = unit.get(k);
            if (Math.abs(part) >= 0.05) {
                String sign = part < 0 ? "− " : text.isEmpty() ? "" : "+ ";
                text.append(text.isEmpty() ? "" : " ").append(sign);
                text.append(
                        Math.abs(part) > 0.995
                                ? nuisances.names().get(k)
                                : String.format(
                                        Locale.ROOT,
                                        "%.2f·%s",
                                        Math.abs(part),
                                        nuisances.names().get(k)));
            }
        }
        return text.toString();
    }
}
