package unfurl.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import unfurl.event.Expression;
import unfurl.hist.Axis;
import unfurl.hist.Covariance;
import unfurl.math.Workers;
import unfurl.measurement.Breakdown;
import unfurl.measurement.Comparison;
import unfurl.measurement.Measurement;
import unfurl.measurement.Query;
import unfurl.report.BinRules;
import unfurl.report.Binned;
import unfurl.report.Compatibility;
import unfurl.report.Correlation;
import unfurl.report.GenLevel;
import unfurl.report.IterationChoice;
import unfurl.report.ObservablePage;
import unfurl.report.Uncertainties;
import unfurl.report.figure.Label;
import unfurl.report.figure.Numbers;

/// What a report says of uncertainties: of each observable by source, and of all.
final class UncertaintyReporting {
    /// The most bins of all observables together that a map of correlations shows.
    private static final int MOST_JOINT_BINS = 400;

    private final Study study;
    private final Measurement measurement;
    private final Map<String, Axis> axes;
    private final List<ReplicaFile> replicas;
    private final PriorReporting prior;

    UncertaintyReporting(
            Study study, Measurement measurement, ObservableHistograms histograms, List<ReplicaFile> replicas) {
        this.study = study;
        this.measurement = measurement;
        this.axes = histograms.axes();
        this.prior = new PriorReporting(measurement, histograms);
        this.replicas = replicas;
    }

    /// The page with the errors of all sources, and how much each adds.
    ObservablePage with(ObservablePage page) {
        if (replicas.isEmpty()) {
            return page;
        }
        Breakdown breakdown = measurement.breakdown(query(page.name()));
        Axis axis = axes.get(page.name());
        GenLevel gen = page.gen();
        Covariance total = breakdown.total();
        Numbers statistical = contents(breakdown.statistical(breakdown.sources()), axis);
        var level = new GenLevel(
                        new Binned(gen.unfolded().edges(), gen.unfolded().values(), statistical),
                        gen.prior(),
                        gen.truth(),
                        gen.effectiveEvents(),
                        gen.quantity(),
                        gen.unit(),
                        gen.agreement())
                .withTotalErrors(contents(total, axis));
        double[] values = breakdown.values();
        var sources = breakdown.sources().stream()
                .map(name -> source(
                        breakdown, name, relative(breakdown.uncertainty(name).covariance(), values)))
                .toList();
        return new ObservablePage(page.name(), page.label(), page.unit(), page.reco(), level)
                .with(
                        new unfurl.report.Breakdown(gen.unfolded().edges(), sources, relative(total, values)),
                        correlations(total));
    }

    /// Which sources the error bars of unfolded results hold, for a note.
    String held() {
        Breakdown breakdown =
                measurement.breakdown(query(study.observables().getFirst().name()));
        Map<Boolean, List<String>> held =
                breakdown.sources().stream().collect(Collectors.partitioningBy(breakdown::isStatistical));
        List<String> apart = breakdown.uncertainties().stream()
                .map(uncertainty -> uncertainty.source())
                .filter(name -> !breakdown.sources().contains(name))
                .toList();
        return "Error bars of unfolded results are the root of the sum of the squares of these errors. Statistical, up to the ticks: %s. Systematic: %s.%s"
                .formatted(
                        names(held.get(true)),
                        names(held.get(false)),
                        apart.isEmpty()
                                ? ""
                                : " Not in them: %s, which would count the same sources again."
                                        .formatted(names(apart)));
    }

    private static String names(List<String> sources) {
        return sources.isEmpty() ? "none" : String.join(", ", sources);
    }

    private Query query(String observable) {
        var query = Query.of(Expression.ofColumn(observable), axes.get(observable));
        return Publication.noValue(study, observable)
                .map(padding -> query.where(Expression.parse("!(%s)".formatted(padding.text()))))
                .orElse(query);
    }

    private static unfurl.report.Breakdown.Source source(Breakdown breakdown, String name, Numbers relative) {
        return new unfurl.report.Breakdown.Source(
                name,
                Label.quote(name),
                breakdown.isStatistical(name)
                        ? unfurl.report.Breakdown.Kind.STATISTICAL
                        : unfurl.report.Breakdown.Kind.SYSTEMATIC,
                relative);
    }

    /// Errors of the contents of bins; those of a spectrum are per unit of the observable.
    private static Numbers contents(Covariance covariance, Axis axis) {
        return Numbers.tabulate(covariance.size(), i -> covariance.error(i) * axis.width(i));
    }

    private static Numbers relative(Covariance covariance, double[] values) {
        return Numbers.tabulate(
                values.length, i -> values[i] == 0 ? Double.NaN : covariance.error(i) / Math.abs(values[i]));
    }

    private static Numbers correlations(Covariance covariance) {
        int n = covariance.size();
        return Numbers.tabulate(n * n, i -> covariance.correlation(i / n, i % n));
    }

    /// What is said of all observables.
    ///
    /// @param choice how the number of iterations was chosen
    Uncertainties all(List<ObservablePage> pages, Optional<Comparison> comparison, Optional<IterationChoice> choice) {
        if (replicas.isEmpty()) {
            return new Uncertainties(List.of(), List.of(), List.of(), choice, List.of());
        }
        return new Uncertainties(
                joint(pages).stream().toList(),
                Stream.concat(comparison.map(CompatibilityRows::ofTruth).stream(), ofPrior(pages).stream())
                        .toList(),
                pages.stream().map(BinRules::of).toList(),
                choice,
                new ReplicaReporting(measurement, replicas).groups());
    }

    private int bins() {
        return axes.values().stream().mapToInt(Axis::bins).sum();
    }

    /// Whether there are replicas whose spread or shift is an uncertainty.
    boolean hasReplicas() {
        return !replicas.isEmpty();
    }

    /// Whether there is something to show or test between observables.
    private boolean areSeveral() {
        return !replicas.isEmpty() && axes.size() > 1;
    }

    /// The observables that are tested together beside a truth: all, where not too many, or none.
    List<String> together() {
        return areSeveral() && Math.max(bins(), axes.size() * Comparison.BINS) <= MOST_JOINT_BINS
                ? study.observables().stream().map(Study.Observable::name).toList()
                : List.of();
    }

    /// What to say where there are too many bins to show correlations between observables, or to test them
    /// together.
    Optional<String> apart() {
        boolean shown = bins() <= MOST_JOINT_BINS;
        boolean tested = study.truth().isEmpty() || axes.size() * Comparison.BINS <= MOST_JOINT_BINS;
        if (!areSeveral() || (shown && tested)) {
            return Optional.empty();
        }
        return Optional.of(
                "%s, as they have more than %d bins. 'unfurl hist --joint' and 'unfurl compare --joint' do both for some of them."
                        .formatted(
                                shown
                                        ? "The observables are not tested together beside the truth"
                                        : "The correlations between observables are not shown, nor are they tested together",
                                MOST_JOINT_BINS));
    }

    private Optional<Correlation> joint(List<ObservablePage> pages) {
        if (!areSeveral() || bins() > MOST_JOINT_BINS) {
            return Optional.empty();
        }
        List<Query> queries = pages.stream().map(page -> query(page.name())).toList();
        try (var alone = new Workers(1)) {
            Covariance total = measurement.breakdown(queries, alone).total();
            return Optional.of(new Correlation(
                    pages.stream()
                            .map(page -> new Correlation.Block(
                                    page.name(),
                                    page.label(),
                                    page.unit(),
                                    page.gen().unfolded().edges()))
                            .toList(),
                    correlations(total)));
        }
    }

    /// The simulation as it was generated, beside the result; empty when no observable can be tested.
    private Optional<Compatibility> ofPrior(List<ObservablePage> pages) {
        var rows = new ArrayList<Compatibility.Row>();
        pages.forEach(page -> prior.row(page, query(page.name())).ifPresent(rows::add));
        if (areSeveral() && bins() <= MOST_JOINT_BINS) {
            prior.together(pages, pages.stream().map(page -> query(page.name())).toList())
                    .map(CompatibilityRows::together)
                    .ifPresent(rows::add);
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Compatibility(
                        "simulation, as it was before the unfolding", Compatibility.Kind.ABSOLUTE, false, rows));
    }
}
