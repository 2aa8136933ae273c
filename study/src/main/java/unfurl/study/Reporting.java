package unfurl.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import unfurl.event.Weights;
import unfurl.measurement.Comparison;
import unfurl.measurement.Measurement;
import unfurl.nn.Schedule;
import unfurl.provenance.Citation;
import unfurl.provenance.Environment;
import unfurl.report.Diagnostics;
import unfurl.report.Fact;
import unfurl.report.LedgerRow;
import unfurl.report.LossCurve;
import unfurl.report.Notice;
import unfurl.report.ObservablePage;
import unfurl.report.Provenance;
import unfurl.report.Report;
import unfurl.report.Title;
import unfurl.report.Trace;
import unfurl.report.WeightSpectrum;
import unfurl.report.figure.Numbers;
import unfurl.reweight.FitSummary;
import unfurl.unfold.Ledger;
import unfurl.unfold.Stage;

/// Makes the report of a run from what went in and what came out.
final class Reporting {
    private static final int SPECTRUM_BINS = 60;

    private final Study study;
    private final Inputs inputs;
    private final Prepared prepared;
    private final Checkpoint end;
    private final Optional<ChosenIterations> chosen;
    private final Measurement measurement;
    private final ObservableHistograms histograms;
    private final UncertaintyReporting uncertainties;

    Reporting(Publication publication, Measurement measurement) {
        this.study = publication.study();
        this.inputs = publication.inputs();
        this.prepared = publication.prepared();
        this.end = publication.end();
        this.chosen = publication.chosen();
        this.measurement = measurement;
        this.histograms = new ObservableHistograms(study, inputs, prepared.problem(), end, publication.unfolded());
        this.uncertainties = new UncertaintyReporting(study, measurement, histograms, publication.replicas());
    }

    Report report() {
        Optional<Comparison> comparison =
                new TruthReporting(study, inputs, measurement).comparison(uncertainties.together());
        Map<String, Comparison.Line> lines = new HashMap<>();
        comparison.ifPresent(
                c -> c.lines().forEach(l -> lines.put(l.observable().column(), l)));
        List<ObservablePage> pages = study.observables().stream()
                .map(o -> uncertainties.with(histograms.page(o, Optional.ofNullable(lines.get(o.name())))))
                .toList();
        return new Report(
                new Title(
                        study.name(),
                        study.title().about(),
                        study.title().left(),
                        study.title().right()),
                headline(),
                pages,
                new Diagnostics(losses(), spectra(), traces(lines)),
                ledger(),
                notices(),
                provenance(),
                uncertainties.all(pages, comparison, chosen.map(ChosenIterations::figure)));
    }

    private List<Fact> headline() {
        var facts = new ArrayList<Fact>();
        Weights nominal = measurement.nominal();
        String unit = measurement.head().normalisation().unit();
        facts.add(new Fact(
                (unit.isEmpty() ? "Unfolded events" : "Fiducial cross section") + ofMembers(),
                new Headline(
                                measurement,
                                prepared.problem().countingError(),
                                study.uncertainty().bootstrapData() > 0)
                        .text()));
        facts.add(new Fact(
                "Prior",
                "%.5g %s"
                        .formatted(measurement.prior().map(Weights::sum).orElse(Double.NaN), unit)
                        .strip()));
        facts.add(new Fact(
                "Counting error of the data",
                "%.2g %%".formatted(100 * prepared.problem().countingError())));
        facts.add(new Fact(
                "Iterations",
                end.state().iteration()
                        + chosen.map(c -> ", chosen of %d".formatted(c.most())).orElse("")));
        facts.add(new Fact("Effective events", "%,.0f of %,d".formatted(nominal.nEff(), nominal.size())));
        return facts;
    }

    /// How the published weights are made of those of an ensemble's members; empty without one.
    private String ofMembers() {
        int members = study.uncertainty().ensemble();
        return members == 1
                ? ""
                : ", %s of %d members"
                        .formatted(study.uncertainty().centre().name().toLowerCase(Locale.ROOT), members);
    }

    private List<LossCurve> losses() {
        var curves = new ArrayList<LossCurve>();
        for (StepRecord record : end.records()) {
            List<FitSummary.Curve> members = record.curves();
            if (!members.isEmpty()) {
                FitSummary.Curve first = members.getFirst();
                curves.add(new LossCurve(
                        stepName(record.info().stage()),
                        members.size(),
                        record.info().iteration(),
                        numbers(first.training()),
                        numbers(first.validation()),
                        first.bestEpoch() + 1));
            }
        }
        return curves;
    }

    private static String stepName(Stage stage) {
        return switch (stage) {
            case STEP_1 -> "step 1";
            case STEP_1B -> "step 1b";
            case STEP_2 -> "step 2";
            case STEP_2B -> "step 2b";
        };
    }

    private static Numbers numbers(List<Double> values) {
        return Numbers.tabulate(values.size(), values::get);
    }

    private List<WeightSpectrum> spectra() {
        var spectra = new ArrayList<WeightSpectrum>();
        Weights gen = prepared.problem().genWeight();
        for (int i = 0; i < end.pushes().size(); i++) {
            spectra.add(spectrum("push", i + 1, end.pushes().get(i), gen));
        }
        spectra.add(spectrum(
                "pull",
                end.state().iteration(),
                end.state().pull(),
                prepared.problem().recoWeight()));
        return spectra;
    }

    private static WeightSpectrum spectrum(String name, int iteration, Weights factors, Weights events) {
        double[] chosen = IntStream.range(0, events.size())
                .filter(i -> events.get(i) != 0)
                .mapToDouble(factors::get)
                .sorted()
                .toArray();
        double high = Math.max(2, chosen[chosen.length - 1] * 1.001);
        double low = Math.min(0.5, Math.max(chosen[0] * 0.999, high * 1e-6));
        double[] counts = new double[SPECTRUM_BINS];
        for (double factor : chosen) {
            if (factor >= low) {
                counts[(int) (SPECTRUM_BINS * Math.log(factor / low) / Math.log(high / low))]++;
            }
        }
        Weights weighted = events.times(factors);
        return new WeightSpectrum(
                name,
                iteration,
                Numbers.tabulate(SPECTRUM_BINS + 1, i -> low * Math.pow(high / low, (double) i / SPECTRUM_BINS)),
                Numbers.of(counts),
                weighted.nEff(),
                weighted.sum() / events.sum(),
                chosen[0],
                chosen[chosen.length - 1]);
    }

    private List<Trace> traces(Map<String, Comparison.Line> lines) {
        return study.observables().stream()
                .map(o -> new Trace(
                        o.name(),
                        histograms.changes(o),
                        Optional.ofNullable(lines.get(o.name()))
                                .map(Reporting::distances)
                                .orElse(Numbers.of())))
                .toList();
    }

    private static Numbers distances(Comparison.Line line) {
        return Numbers.tabulate(
                line.iterations().size() + 1,
                i -> i == 0
                        ? line.prior().map(p -> p.triangular().thousandfold()).orElse(Double.NaN)
                        : line.iterations().get(i - 1).thousandfold());
    }

    /// The sums of the nominal unfolding: of an ensemble its first member.
    private List<LedgerRow> ledger() {
        Ledger last = Ledger.of(prepared.problem(), end.state());
        double scale = study.simulation().scale();
        return last.entries().stream()
                .map(e -> new LedgerRow(e.label(), e.value(), e.nEff(), note(e.label(), scale)))
                .toList();
    }

    private String note(String label, double scale) {
        if (label.equals("unfolded, gen") && study.uncertainty().ensemble() > 1) {
            return "of the first member of the ensemble, as all lines that are pulled or unfolded; %.6g is published, the %s"
                    .formatted(measurement.nominal().sum(), ofMembers().substring(2));
        }
        return label.startsWith("simulation") && scale != 1 ? "weights of the file times %.6g".formatted(scale) : "";
    }

    /// Whether each training ends at a rate of 0 by its schedule: its last epoch is then its best by
    /// design.
    private static boolean endsAtRest(Estimator estimator) {
        return estimator instanceof Estimator.Networks networks
                && networks.networks().training().schedule() instanceof Schedule.OneCycle;
    }

    /// How many members were still learning when their epochs were over.
    private Optional<String> cutShort() {
        if (!(study.method() instanceof Method.OmniFold method) || endsAtRest(method.estimator())) {
            return Optional.empty();
        }
        int epochs = method.estimator().maxEpochs();
        List<FitSummary.Curve> curves = end.records().stream()
                .flatMap(record -> record.curves().stream())
                .toList();
        long learning = curves.stream()
                .filter(curve -> curve.validation().size() == epochs && curve.bestEpoch() == epochs - 1)
                .count();
        return learning == 0
                ? Optional.empty()
                : Optional.of(
                        switch (method.estimator()) {
                            case Estimator.Networks ignored ->
                                "%d of %d networks were best in their last epoch, %d: more epochs may bring them nearer."
                                        .formatted(learning, curves.size(), epochs);
                            case Estimator.Trees ignored ->
                                "%d of %d groups of trees were best in their last round, %d: more rounds may bring them nearer."
                                        .formatted(learning, curves.size(), epochs);
                        });
    }

    private List<Notice> notices() {
        var notices = new ArrayList<Notice>();
        prepared.warnings().forEach(w -> notices.add(Notice.of(Notice.Severity.WARNING, w)));
        chosen.ifPresent(c -> c.warnings().forEach(w -> notices.add(Notice.of(Notice.Severity.WARNING, w))));
        for (StepRecord record : end.records()) {
            String where = "iteration %d, %s: "
                    .formatted(record.info().iteration(), stepName(record.info().stage()));
            if (record.info().clipped() > 0) {
                notices.add(Notice.of(
                        Notice.Severity.WARNING,
                        where + "ratios held at the stated bound",
                        record.info().clipped()));
            }
            record.notes().forEach(note -> notices.add(Notice.of(Notice.Severity.NOTE, where + note)));
            if (Math.abs(record.info().scale() - 1) > 0.05) {
                notices.add(Notice.of(
                        Notice.Severity.WARNING,
                        where
                                + "the fitted ratio gave the wrong yield and was scaled by %.4f"
                                        .formatted(record.info().scale())));
            }
        }
        cutShort().ifPresent(text -> notices.add(Notice.of(Notice.Severity.NOTE, text)));
        notices.add(Notice.of(
                Notice.Severity.NOTE,
                study.uncertainty().replicas() == 0
                        ? "Error bars of unfolded results are √Σw² of the published sample; the statistics of the data and "
                                + "systematic effects are not in them."
                        : uncertainties.held()));
        uncertainties.apart().ifPresent(text -> notices.add(Notice.of(Notice.Severity.NOTE, text)));
        histograms.shownWithout().forEach(text -> notices.add(Notice.of(Notice.Severity.NOTE, text)));
        return notices;
    }

    private Provenance provenance() {
        unfurl.provenance.Provenance from = measurement.provenance();
        Environment environment = from.environment();
        return new Provenance(
                from.inputs().stream()
                        .map(i -> new Provenance.Input(
                                i.role(), i.name(), i.rows(), i.digest().hex()))
                        .toList(),
                List.of(
                        new Fact("Seed", Long.toString(from.seed())),
                        new Fact("Unfurl", (environment.unfurl() + " " + environment.commit()).strip()),
                        new Fact("Java", environment.java()),
                        new Fact("System", environment.system()),
                        new Fact("Processor", environment.cpu() + ", " + environment.cores() + " cores")),
                from.study(),
                Citation.bibliography(measurement.citations()));
    }
}
