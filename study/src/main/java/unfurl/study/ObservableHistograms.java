package unfurl.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import unfurl.event.Column;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.ChiSquare;
import unfurl.hist.Distances;
import unfurl.hist.Histogram;
import unfurl.hist.Spectrum;
import unfurl.measurement.Comparison;
import unfurl.report.Agreement;
import unfurl.report.Binned;
import unfurl.report.GenLevel;
import unfurl.report.ObservablePage;
import unfurl.report.RecoLevel;
import unfurl.report.RecoPage;
import unfurl.report.figure.Numbers;
import unfurl.unfold.UnfoldingProblem;

/// The histograms that the report shows of each observable, of the events in which it has a value.
final class ObservableHistograms {
    private final Study study;
    private final Inputs inputs;
    private final UnfoldingProblem problem;
    private final Population published;
    private final Population detected;
    private final List<Population> background;
    private final Population data;
    private final Optional<Population> truth;
    private final Weights prior;
    private final Weights unfolded;
    private final Weights folded;
    private final List<Weights> iterations;
    private final Map<String, Axis> axes = new LinkedHashMap<>();
    private final Map<String, Axis> recoOnly = new LinkedHashMap<>();

    /// With the detector that was simulated.
    ///
    /// @param unfolded (n) yields of the published result
    ObservableHistograms(Study study, Inputs inputs, UnfoldingProblem problem, Checkpoint end, Weights unfolded) {
        this(study, inputs, problem, problem.recoWeight().times(end.state().push()), end, unfolded);
    }

    /// @param folded   (n) weights at reco of the result of the run
    /// @param unfolded (n) yields of the published result
    ObservableHistograms(
            Study study, Inputs inputs, UnfoldingProblem problem, Weights folded, Checkpoint end, Weights unfolded) {
        this.study = study;
        this.inputs = inputs;
        this.problem = problem;
        this.published = inPhaseSpace(inputs.simulation().gen(), problem.passGen());
        this.detected = new Population(inputs.simulation().reco(), problem.passReco());
        this.data = all(inputs.data());
        this.background = inputs.background().stream().map(this::all).toList();
        this.truth = inputs.truth()
                .map(t -> inPhaseSpace(t.observables(), Mask.all(t.weight().size())));
        this.prior = problem.genWeight();
        this.unfolded = unfolded;
        this.folded = folded;
        this.iterations = end.pushes().stream().map(prior::times).toList();
        study.observables()
                .forEach(o -> axes.put(
                        o.name(),
                        FigureBins.of(
                                o,
                                published.valued(o.name()),
                                inputs.simulation().gen(),
                                prior)));
        study.recoOnly()
                .forEach(o -> recoOnly.put(
                        o.name(),
                        FigureBins.of(
                                o,
                                detected.valued(o.name()),
                                inputs.simulation().reco(),
                                problem.recoWeight())));
    }

    /// Events that are shown, and those of them in each category.
    private final class Population {
        private final Table table;
        private final Mask rows;
        private final Map<Study.Category, Mask> outside = new LinkedHashMap<>();

        Population(Table table, Mask rows) {
            this.table = table;
            this.rows = rows;
            study.categories()
                    .forEach(c -> outside.put(c, c.when().select(table, rows).not()));
        }

        /// The events in which the observable has a value.
        Mask valued(String observable) {
            Mask valued = rows;
            for (Study.Category category : study.categories()) {
                valued = category.without().contains(observable) ? valued.and(outside.get(category)) : valued;
            }
            return valued;
        }

        Histogram histogram(String observable, Weights weights) {
            Column values = table.column(observable, "the report");
            Mask counted = valued(observable);
            return Histogram.of(
                    axes.containsKey(observable) ? axes.get(observable) : recoOnly.get(observable),
                    i -> counted.get(i) ? values.at(i) : Double.NEGATIVE_INFINITY,
                    weights.where(counted));
        }
    }

    private Population inPhaseSpace(Table gen, Mask rows) {
        return new Population(
                gen, study.phaseSpace().map(c -> c.select(gen, rows)).orElse(rows));
    }

    private Population all(Inputs.Sample sample) {
        return new Population(sample.observables(), Mask.all(sample.weight().size()));
    }

    /// A sentence for each category that leaves events out of figures.
    List<String> shownWithout() {
        return study.categories().stream()
                .map(c -> "Figures of %s leave out the events of the category '%s' (%s), in which they have no value."
                        .formatted(
                                String.join(", ", c.without().stream().sorted().toList()),
                                c.name(),
                                c.when().text()))
                .toList();
    }

    /// What the figures' bins of all observables hold, one observable after the other.
    ///
    /// @param weights (n) of the simulation at gen
    Weights contents(Weights weights) {
        double[] sums = study.observables().stream()
                .flatMapToDouble(o ->
                        Arrays.stream(published.histogram(o.name(), weights).binSums()))
                .toArray();
        return Weights.of(sums);
    }

    /// What the figures' bins of an observable hold.
    ///
    /// @param weights (n) of the simulation at gen
    Numbers contents(Study.Observable observable, Weights weights) {
        return values(published.histogram(observable.name(), weights), perUnit());
    }

    /// Takes yields to what is published.
    private double perUnit() {
        return study.luminosity().map(l -> 1 / l.value()).orElse(1.0);
    }

    /// The figures' bins of each observable that is unfolded.
    Map<String, Axis> axes() {
        return axes;
    }

    ObservablePage page(Study.Observable observable, Optional<Comparison.Line> comparison) {
        return new ObservablePage(
                observable.name(),
                observable.label(),
                observable.unit(),
                Optional.of(reco(observable)),
                gen(observable, comparison));
    }

    /// The page of an observable that is measured at reco alone.
    RecoPage recoPage(Study.Observable observable) {
        return new RecoPage(observable.name(), observable.label(), observable.unit(), reco(observable));
    }

    /// The data at reco, in the figures' bins.
    Histogram measured(String observable) {
        return data.histogram(observable, problem.data());
    }

    /// The data less the background, with the statistics of both.
    Histogram signal(String observable) {
        Histogram measured = measured(observable);
        return subtracted(observable).map(measured::minus).orElse(measured);
    }

    /// The simulation as it was generated, at reco, in the figures' bins.
    Histogram simulated(String observable) {
        return detected.histogram(observable, problem.recoWeight());
    }

    private Optional<Histogram> subtracted(String observable) {
        return IntStream.range(0, background.size())
                .mapToObj(i -> background
                        .get(i)
                        .histogram(observable, inputs.background().get(i).weight()))
                .reduce(Histogram::plus);
    }

    private RecoLevel reco(Study.Observable observable) {
        String name = observable.name();
        Histogram measured = measured(name);
        Histogram simulation = simulated(name);
        Histogram after = detected.histogram(name, folded);
        Optional<Histogram> subtracted = subtracted(name);
        Histogram signal = signal(name);
        var distanceBefore = Distances.triangular(simulation, signal);
        var distanceAfter = Distances.triangular(after, signal);
        return new RecoLevel(
                binned(measured, 1),
                binned(simulation, 1),
                subtracted.map(b -> binned(b, 1)),
                Optional.of(binned(after, 1)),
                Optional.of(new Agreement(
                        distanceBefore.thousandfold(),
                        distanceAfter.thousandfold(),
                        OptionalDouble.of(1e3 * distanceAfter.floor()),
                        pValue(after, signal))));
    }

    private GenLevel gen(Study.Observable observable, Optional<Comparison.Line> comparison) {
        String name = observable.name();
        double perUnit = perUnit();
        Histogram result = published.histogram(name, unfolded);
        return new GenLevel(
                binned(result, perUnit),
                exact(published.histogram(name, prior), perUnit),
                truth.map(t ->
                        binned(t.histogram(name, inputs.truth().orElseThrow().weight()), perUnit)),
                Numbers.tabulate(axes.get(name).bins(), i -> result.nEff(i + 1)),
                study.luminosity().isPresent() ? GenLevel.Quantity.CROSS_SECTION : GenLevel.Quantity.EVENTS,
                study.luminosity().map(l -> l.unit().substring("1/".length())).orElse(""),
                comparison.map(ObservableHistograms::agreement));
    }

    private static Agreement agreement(Comparison.Line line) {
        return new Agreement(
                line.prior().map(p -> p.triangular().thousandfold()).orElse(Double.NaN),
                line.unfolded().triangular().thousandfold(),
                OptionalDouble.of(1e3 * line.unfolded().triangular().floor()),
                pValue(line.unfolded().chiSquare()));
    }

    /// Of the shapes within the bins, with the statistical errors of both; empty when there is no shape.
    private static OptionalDouble pValue(Histogram result, Histogram target) {
        return result.inside() > 0 && target.inside() > 0
                ? pValue(Spectrum.normalised(result).chiSquare(Spectrum.normalised(target)))
                : OptionalDouble.empty();
    }

    private static OptionalDouble pValue(ChiSquare chiSquare) {
        return chiSquare.degreesOfFreedom() > 0 ? chiSquare.pValue() : OptionalDouble.empty();
    }

    private static Binned binned(Histogram histogram, double factor) {
        double[] squares = histogram.binSquares();
        return new Binned(
                edges(histogram),
                values(histogram, factor),
                Numbers.tabulate(squares.length, i -> factor * Math.sqrt(squares[i])));
    }

    private static Binned exact(Histogram histogram, double factor) {
        return Binned.exact(edges(histogram), values(histogram, factor));
    }

    private static Numbers edges(Histogram histogram) {
        return Numbers.of(histogram.axis().edges());
    }

    private static Numbers values(Histogram histogram, double factor) {
        double[] sums = histogram.binSums();
        return Numbers.tabulate(sums.length, i -> factor * sums[i]);
    }

    /// The triangular discriminator × 10³ from each iteration to the next, the first from the prior.
    Numbers changes(Study.Observable observable) {
        var spectra = new ArrayList<Histogram>();
        spectra.add(published.histogram(observable.name(), prior));
        iterations.forEach(weights -> spectra.add(published.histogram(observable.name(), weights)));
        return Numbers.tabulate(
                iterations.size(),
                i -> Distances.triangular(spectra.get(i), spectra.get(i + 1)).thousandfold());
    }
}
