package unfurl.uncertainty;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.AreaUnderCurve;
import unfurl.reweight.HeldOut;
import unfurl.reweight.RatioEstimator;
import unfurl.reweight.RatioSample;

/// Whether factors can be learned that take one sample to another: they are learned on four fifths of the
/// events and compared with the target on the last fifth, five times.
///
/// The template itself is learned on all events, so it is no worse than what is checked.
final class TemplateCheck {
    private static final int CELLS = 10;
    static final int FOLDS = 5;

    private final RatioSample pair;
    private final List<RatioSample> folds;

    /// @param pair  numerator: the target; denominator: the sample that is to become it
    /// @param folds parts of its events, in which the denominator has become it as well as it could
    TemplateCheck(RatioSample pair, List<RatioSample> folds) {
        this.pair = pair;
        this.folds = List.copyOf(folds);
    }

    /// @param pair numerator: the target; denominator: the sample that is to become it
    static TemplateCheck of(RatioEstimator estimator, RatioSample pair, Seed seed, Workers workers) {
        var folds = new RatioSample[FOLDS];
        workers.run(FOLDS, i -> {
            Mask events =
                    Mask.of(pair.features().rows(), row -> (int) (seed.uniform(row % pair.events()) * FOLDS) == i);
            folds[i] = reweighted(estimator, pair, events, seed.child(i), workers);
        });
        return new TemplateCheck(pair, List.of(folds));
    }

    /// A part of the events, with factors that were learned on the others.
    private static RatioSample reweighted(
            RatioEstimator estimator, RatioSample pair, Mask events, Seed seed, Workers workers) {
        RatioSample own = where(pair, events);
        Weights factors = Template.factors(estimator, where(pair, events.not()), own, seed, workers);
        return own.with(own.numerator(), own.denominator().times(factors));
    }

    private static RatioSample where(RatioSample pair, Mask events) {
        return pair.with(pair.numerator().where(events), pair.denominator().where(events));
    }

    /// Of a new classifier between the target and the sample whose factors were learned on other events:
    /// it learns on half of all events, and is asked about the others.
    AreaUnderCurve area(RatioEstimator estimator, Seed seed, Workers workers) {
        Weights reweighted = Weights.tabulate(
                pair.features().rows(),
                row -> folds.stream()
                        .mapToDouble(fold -> fold.denominator().get(row))
                        .sum());
        return HeldOut.of(estimator, pair.with(pair.numerator(), reweighted), seed, workers)
                .area();
    }

    /// What can be looked at of each event: its features, and how many particles it has.
    private record Quantity(String name, IntToDoubleFunction of) {}

    private List<Quantity> quantities() {
        Features features = pair.features();
        var out = new ArrayList<Quantity>();
        for (int j = 0; j < features.columns(); j++) {
            int column = j;
            out.add(new Quantity(features.names().get(j), i -> features.get(i, column)));
        }
        features.particles().ifPresent(particles -> out.add(new Quantity("number of particles", particles::count)));
        return out;
    }

    /// Each feature alone.
    ///
    /// @param closures  of the features that can be compared
    /// @param unchecked those that all events have one value of, and what particles are beyond their number
    record Alone(List<Closure> closures, List<String> unchecked) {}

    Alone alone() {
        var compared = new ArrayList<Compared>();
        var unchecked = new ArrayList<String>();
        for (Quantity quantity : quantities()) {
            Cells cells = Cells.of(quantity.of, pair.numerator(), CELLS);
            Compared all = folds.stream()
                    .map(fold -> Compared.of(quantity, cells, fold))
                    .reduce(new Compared(quantity.name, 0, 0, 0), Compared::plus);
            if (all.degreesOfFreedom > 0) {
                compared.add(all);
            } else {
                unchecked.add(quantity.name);
            }
        }
        if (pair.features().particles().isPresent()) {
            unchecked.add("the particles beyond their number");
        }
        return new Alone(
                compared.stream()
                        .map(one -> one.closure(folds.size(), compared.size()))
                        .toList(),
                unchecked);
    }

    /// A reweighted sample and its target in one feature.
    private record Compared(String feature, double chiSquare, int degreesOfFreedom, double squaredSize) {
        static Compared of(Quantity quantity, Cells cells, RatioSample sample) {
            double[] difference = new double[cells.count()];
            double[] variance = new double[cells.count()];
            double[] target = new double[cells.count()];
            for (int i : sample.present().indices()) {
                double up = sample.numerator().get(i);
                double down = sample.denominator().get(i);
                int cell = cells.of(quantity.of.applyAsDouble(i));
                difference[cell] += down - up;
                variance[cell] += up * up + down * down;
                target[cell] += up;
            }
            int[] populated = IntStream.range(0, cells.count())
                    .filter(cell -> variance[cell] > 0)
                    .toArray();
            // The totals are equal by construction: one degree of freedom less than cells.
            int degrees = Math.max(0, populated.length - 1);
            double chiSquare = 0;
            double squares = 0;
            for (int cell : populated) {
                double square = difference[cell] * difference[cell];
                chiSquare += square / variance[cell];
                squares += target[cell] > 0 ? (square - variance[cell] * degrees / populated.length) / target[cell] : 0;
            }
            return new Compared(
                    quantity.name,
                    chiSquare,
                    degrees,
                    squares / sample.numerator().sum());
        }

        Compared plus(Compared other) {
            return new Compared(
                    feature,
                    chiSquare + other.chiSquare,
                    degreesOfFreedom + other.degreesOfFreedom,
                    squaredSize + other.squaredSize);
        }

        Closure closure(int samples, int features) {
            return Closure.of(
                    feature, chiSquare, degreesOfFreedom, Math.sqrt(Math.max(0, squaredSize / samples)), features);
        }
    }
}
