package unfurl.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import unfurl.event.Weights;
import unfurl.measurement.Comparison;
import unfurl.measurement.Measurement;
import unfurl.provenance.Citation;
import unfurl.provenance.Environment;
import unfurl.report.Diagnostics;
import unfurl.report.Fact;
import unfurl.report.LedgerRow;
import unfurl.report.Notice;
import unfurl.report.ObservablePage;
import unfurl.report.Provenance;
import unfurl.report.Report;
import unfurl.report.Title;
import unfurl.report.Trace;
import unfurl.report.figure.Numbers;
import unfurl.unfold.Ledger;
import unfurl.unfold.UnfoldingProblem;

/// Makes the report of a run from what went in and what came out.
final class Reporting {
    private final Study study;
    private final Inputs inputs;
    private final Prepared prepared;
    private final Checkpoint end;
    private final Optional<ChosenIterations> chosen;
    private final Measurement measurement;
    private final UnfoldingProblem fitted;
    private final ObservableHistograms histograms;
    private final TrainingReporting training;
    private final UncertaintyReporting uncertainties;
    private final Optional<ProfileReporting> profile;

    Reporting(Publication publication, Measurement measurement) {
        this.study = publication.study();
        this.inputs = publication.inputs();
        this.prepared = publication.prepared();
        this.end = publication.end();
        this.chosen = publication.chosen();
        this.measurement = measurement;
        this.fitted = publication.fittedProblem();
        this.histograms = new ObservableHistograms(
                study,
                inputs,
                prepared.problem(),
                fitted.recoWeight().times(end.state().push()),
                end,
                publication.unfolded());
        this.training = new TrainingReporting(study, fitted, end);
        Weights run = prepared.problem().genWeight().times(end.state().push());
        this.profile = publication.fitted().map(f -> new ProfileReporting(f, publication.replicas(), run));
        this.uncertainties = new UncertaintyReporting(study, measurement, histograms, publication.published());
    }

    Report report() {
        Optional<Comparison> comparison =
                new TruthReporting(study, inputs, measurement).comparison(uncertainties.together());
        Map<String, Comparison.Line> lines = new HashMap<>();
        comparison.ifPresent(
                c -> c.lines().forEach(l -> lines.put(l.observable().column(), l)));
        List<ObservablePage> pages = study.observables().stream()
                .map(o -> profiled(o, uncertainties.with(histograms.page(o, Optional.ofNullable(lines.get(o.name()))))))
                .toList();
        var report = new Report(
                new Title(
                        study.name(),
                        study.title().about(),
                        study.title().left(),
                        study.title().right()),
                headline(),
                pages,
                study.recoOnly().stream().map(histograms::recoPage).toList(),
                new Diagnostics(training.losses(), training.spectra(), traces(lines)),
                ledger(),
                notices(),
                provenance(),
                uncertainties.all(pages, comparison, chosen.map(ChosenIterations::figure)));
        return profile.map(p -> report.with(p.nuisances())).orElse(report);
    }

    private ObservablePage profiled(Study.Observable observable, ObservablePage page) {
        return profile.map(p -> page.with(p.of(observable, histograms))).orElse(page);
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
        Ledger last = Ledger.of(fitted, end.state());
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

    private List<Notice> notices() {
        var notices = new ArrayList<Notice>();
        prepared.warnings().forEach(w -> notices.add(Notice.of(Notice.Severity.WARNING, w)));
        chosen.ifPresent(c -> c.warnings().forEach(w -> notices.add(Notice.of(Notice.Severity.WARNING, w))));
        profile.ifPresent(p -> p.warnings().forEach(w -> notices.add(Notice.of(Notice.Severity.WARNING, w))));
        notices.addAll(training.notices());
        notices.add(Notice.of(
                Notice.Severity.NOTE,
                !uncertainties.hasReplicas()
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
