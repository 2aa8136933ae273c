package unfurl.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import unfurl.event.Column;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Distances;
import unfurl.hist.Distribution;
import unfurl.hist.Histogram;
import unfurl.measurement.Comparison;
import unfurl.report.Agreement;
import unfurl.report.Binned;
import unfurl.report.GenLevel;
import unfurl.report.ObservablePage;
import unfurl.report.RecoLevel;
import unfurl.report.figure.Numbers;
import unfurl.unfold.UnfoldingProblem;

/// The histograms that the report shows of each observable, of the events in which it has a value.
final class ObservableHistograms {
    private static final int BINS = 25;
    private static final int MOST_WHOLE_BINS = 40;

    private final Study study;
    private final Inputs inputs;
    private final UnfoldingProblem problem;
    private final Checkpoint end;
    private final Mask published;
    private final Map<String, Axis> axes = new LinkedHashMap<>();

    ObservableHistograms(Study study, Inputs inputs, UnfoldingProblem problem, Checkpoint end) {
        this.study = study;
        this.inputs = inputs;
        this.problem = problem;
        this.end = end;
        this.published = inPhaseSpace(inputs.simulation().gen()).and(problem.passGen());
        study.observables().forEach(o -> axes.put(o.name(), axis(o)));
    }

    private Mask inPhaseSpace(Table gen) {
        return study.phaseSpace().map(c -> c.select(gen)).orElseGet(() -> Mask.all(gen.rows()));
    }

    /// The events in which the observable has a value.
    private Mask valued(Table table, String observable) {
        Mask valued = Mask.all(table.rows());
        for (Study.Category category : study.categories()) {
            if (category.without().contains(observable)) {
                valued = valued.and(category.when().select(table).not());
            }
        }
        return valued;
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

    private Axis axis(Study.Observable observable) {
        if (!observable.edges().isEmpty()) {
            return Axis.of(
                    observable.name(),
                    observable.unit(),
                    observable.edges().stream().mapToDouble(d -> d).toArray());
        }
        Table gen = inputs.simulation().gen();
        Mask rows = published.and(valued(gen, observable.name()));
        Column values = gen.column(observable.name(), "the report");
        int[] chosen = rows.indices();
        var distribution = Distribution.of(
                observable.name(),
                i -> values.at(chosen[i]),
                Weights.tabulate(chosen.length, i -> problem.genWeight().get(chosen[i])));
        boolean whole = values.type() == Column.Type.INT32 || values.type() == Column.Type.INT64;
        return whole
                ? wholeAxis(observable, distribution)
                : distribution.equalBins(observable.unit(), BINS, 0.005, 0.995);
    }

    private static Axis wholeAxis(Study.Observable observable, Distribution distribution) {
        long low = Math.round(distribution.quantile(0.005));
        long high = Math.round(distribution.quantile(0.995));
        long width = 1 + (high - low) / MOST_WHOLE_BINS;
        int bins = (int) ((high - low) / width + 1);
        return Axis.equal(observable.name(), observable.unit(), bins, low - 0.5, low - 0.5 + width * bins);
    }

    ObservablePage page(Study.Observable observable, Optional<Comparison.Line> comparison) {
        return new ObservablePage(
                observable.name(),
                observable.label(),
                observable.unit(),
                Optional.of(reco(observable)),
                gen(observable, comparison));
    }

    private Histogram histogram(String observable, Table table, Weights weights, Mask rows) {
        Column values = table.column(observable, "the report");
        Mask counted = rows.and(valued(table, observable));
        Weights chosen = weights.where(counted);
        return Histogram.of(
                axes.get(observable), i -> counted.get(i) ? values.at(i) : Double.NEGATIVE_INFINITY, chosen);
    }

    private RecoLevel reco(Study.Observable observable) {
        String name = observable.name();
        Table simulated = inputs.simulation().reco();
        Histogram data = all(name, inputs.data());
        Histogram simulation = histogram(name, simulated, problem.recoWeight(), problem.passReco());
        Histogram folded = histogram(
                name, simulated, problem.recoWeight().times(end.state().push()), problem.passReco());
        Optional<Histogram> background =
                inputs.background().stream().map(sample -> all(name, sample)).reduce(Histogram::plus);
        Histogram signal = background.map(data::minus).orElse(data);
        var before = Distances.triangular(simulation, signal);
        var after = Distances.triangular(folded, signal);
        return new RecoLevel(
                binned(data, 1),
                binned(simulation, 1),
                background.map(b -> binned(b, 1)),
                Optional.of(binned(folded, 1)),
                Optional.of(new Agreement(
                        before.thousandfold(),
                        after.thousandfold(),
                        OptionalDouble.of(1e3 * after.floor()),
                        OptionalDouble.empty())));
    }

    private Histogram all(String name, Inputs.Sample sample) {
        return histogram(
                name,
                sample.observables(),
                sample.weight(),
                Mask.all(sample.observables().rows()));
    }

    private GenLevel gen(Study.Observable observable, Optional<Comparison.Line> comparison) {
        String name = observable.name();
        Table simulated = inputs.simulation().gen();
        double perUnit = study.luminosity().map(l -> 1 / l.value()).orElse(1.0);
        Histogram unfolded =
                histogram(name, simulated, problem.genWeight().times(end.state().push()), published);
        Histogram prior = histogram(name, simulated, problem.genWeight(), published);
        Optional<Binned> truth = inputs.truth()
                .map(t -> binned(histogram(name, t.observables(), t.weight(), inPhaseSpace(t.observables())), perUnit));
        return new GenLevel(
                binned(unfolded, perUnit),
                exact(prior, perUnit),
                truth,
                Numbers.tabulate(axes.get(name).bins(), i -> unfolded.nEff(i + 1)),
                study.luminosity().isPresent() ? GenLevel.Quantity.CROSS_SECTION : GenLevel.Quantity.EVENTS,
                study.luminosity().map(l -> l.unit().substring("1/".length())).orElse(""),
                comparison.map(ObservableHistograms::agreement));
    }

    private static Agreement agreement(Comparison.Line line) {
        return new Agreement(
                line.prior().map(p -> p.triangular().thousandfold()).orElse(Double.NaN),
                line.unfolded().triangular().thousandfold(),
                OptionalDouble.of(1e3 * line.unfolded().triangular().floor()),
                OptionalDouble.empty());
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
        Table simulated = inputs.simulation().gen();
        var spectra = new ArrayList<Histogram>();
        spectra.add(histogram(observable.name(), simulated, problem.genWeight(), published));
        for (Weights push : end.pushes()) {
            spectra.add(
                    histogram(observable.name(), simulated, problem.genWeight().times(push), published));
        }
        return Numbers.tabulate(
                end.pushes().size(),
                i -> Distances.triangular(spectra.get(i), spectra.get(i + 1)).thousandfold());
    }
}
