package unfurl.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import unfurl.event.Column;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Distribution;
import unfurl.report.figure.Numbers;

/// The simulated events of a validation: which are published, what they hold, and the spectra of weights.
final class ValidationEvents {
    /// Bins of gen in which the response is standardised.
    private static final int RESPONSE_BINS = 20;

    private final Study study;
    private final Inputs inputs;
    private final Prepared prepared;
    private final Mask published;
    private final Map<String, Axis> axes;

    ValidationEvents(Study study, Inputs inputs, Prepared prepared) {
        this.study = study;
        this.inputs = inputs;
        this.prepared = prepared;
        Mask passGen = prepared.problem().passGen();
        this.published = study.phaseSpace()
                .map(condition -> condition.select(inputs.simulation().gen(), passGen))
                .orElse(passGen);
        Checkpoint begin = Checkpoint.begin(prepared);
        this.axes = new ObservableHistograms(
                        study,
                        inputs,
                        prepared.problem(),
                        begin,
                        prepared.problem().genWeight())
                .axes();
    }

    /// How many simulated events.
    int size() {
        return prepared.problem().size();
    }

    /// The report's bins of an observable.
    Axis axis(Study.Observable observable) {
        return axes.get(observable.name());
    }

    /// The spectra of weights (n), with the mean shapes of the distortions.
    ValidationSpectra spectra(Weights weights, List<Distortion> distortions) {
        Weights counted = weights.where(published);
        var sums = new ArrayList<Numbers>();
        var squares = new ArrayList<Numbers>();
        for (Study.Observable observable : study.observables()) {
            Axis axis = axis(observable);
            Column values = inputs.simulation().gen().column(observable.name(), "the validation");
            Mask valued = valued(observable, inputs.simulation().gen(), published);
            double[] sum = new double[axis.bins()];
            double[] square = new double[axis.bins()];
            for (int i : valued.indices()) {
                int cell = axis.cell(values.at(i));
                if (cell >= 1 && cell <= axis.bins()) {
                    sum[cell - 1] += counted.get(i);
                    square[cell - 1] += counted.get(i) * counted.get(i);
                }
            }
            sums.add(Numbers.of(sum));
            squares.add(Numbers.of(square));
        }
        Numbers means =
                Numbers.tabulate(distortions.size(), i -> distortions.get(i).mean(counted));
        return new ValidationSpectra(counted.sum(), sums, squares, means);
    }

    /// (n) the observable at gen less its mean, over its standard deviation; NaN where an event has no value
    /// or fails the gen selection.
    Numbers standardised(Study.Observable observable) {
        Mask valued =
                valued(observable, inputs.simulation().gen(), prepared.problem().passGen());
        Column values = inputs.simulation().gen().column(observable.name(), "the validation");
        Weights weights = prepared.problem().genWeight().where(valued);
        var distribution = Distribution.of(observable.name(), values::at, weights);
        double mean = distribution.mean();
        double deviation = distribution.standardDeviation();
        return Numbers.tabulate(size(), i -> valued.get(i) ? (values.at(i) - mean) / deviation : Double.NaN);
    }

    /// (n) factors of the reco weights that change how the detector answers to an observable and not its
    /// spectrum at gen: 1 + size · tanh of the standardised reco − gen, over its mean in each of 20 bins of
    /// gen.
    Weights response(Study.Observable observable, double size) {
        Inputs.Simulated simulated = inputs.simulation();
        Mask matched = valued(observable, simulated.gen(), simulated.passGen())
                .and(valued(observable, simulated.reco(), simulated.passReco()));
        Column gen = simulated.gen().column(observable.name(), "the validation");
        Column reco = simulated.reco().column(observable.name(), "the validation");
        Weights seen = prepared.problem().recoWeight();
        double[] factors = new double[size()];
        Arrays.fill(factors, 1);
        int[] order = Arrays.stream(matched.indices())
                .boxed()
                .sorted((a, b) -> Double.compare(gen.at(a), gen.at(b)))
                .mapToInt(i -> i)
                .toArray();
        for (int bin = 0; bin < RESPONSE_BINS; bin++) {
            int first = (int) ((long) order.length * bin / RESPONSE_BINS);
            int last = (int) ((long) order.length * (bin + 1) / RESPONSE_BINS);
            int[] events = Arrays.copyOfRange(order, first, last);
            if (events.length > 1) {
                distort(factors, events, i -> reco.at(i) - gen.at(i), seen, size);
            }
        }
        return Weights.of(factors);
    }

    @FunctionalInterface
    private interface Residual {
        double of(int event);
    }

    private static void distort(double[] factors, int[] events, Residual residual, Weights weights, double size) {
        double mean = IntStream.of(events).mapToDouble(residual::of).average().orElseThrow();
        double square = IntStream.of(events)
                .mapToDouble(i -> (residual.of(i) - mean) * (residual.of(i) - mean))
                .average()
                .orElseThrow();
        double total = 0;
        double changed = 0;
        for (int i : events) {
            double z = square == 0 ? 0 : (residual.of(i) - mean) / Math.sqrt(square);
            factors[i] = 1 + size * Math.tanh(z);
            total += weights.get(i);
            changed += weights.get(i) * factors[i];
        }
        for (int i : events) {
            factors[i] *= total / changed;
        }
    }

    private Mask valued(Study.Observable observable, Table table, Mask rows) {
        Mask valued = rows;
        for (Study.Category category : study.categories()) {
            if (category.without().contains(observable.name())) {
                valued = valued.and(category.when().select(table, rows).not());
            }
        }
        return valued;
    }
}
