package unfurl.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import unfurl.event.Weights;
import unfurl.nn.Schedule;
import unfurl.report.LossCurve;
import unfurl.report.Notice;
import unfurl.report.WeightSpectrum;
import unfurl.report.figure.Numbers;
import unfurl.reweight.FitSummary;
import unfurl.unfold.Stage;
import unfurl.unfold.UnfoldingProblem;

/// What a report says of the nominal unfolding's trainings, and of the weights that came of them.
///
/// @param study   what was asked
/// @param problem what was unfolded
/// @param end     what came of it
record TrainingReporting(Study study, UnfoldingProblem problem, Checkpoint end) {
    private static final int SPECTRUM_BINS = 60;

    /// The loss of each fit after each epoch, of its first member.
    List<LossCurve> losses() {
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
            case STEP_3 -> "step 3";
        };
    }

    private static Numbers numbers(List<Double> values) {
        return Numbers.tabulate(values.size(), values::get);
    }

    /// The push of each iteration, and the pull of the last.
    List<WeightSpectrum> spectra() {
        var spectra = new ArrayList<WeightSpectrum>();
        for (int i = 0; i < end.pushes().size(); i++) {
            spectra.add(spectrum("push", i + 1, end.pushes().get(i), problem.genWeight()));
        }
        spectra.add(spectrum("pull", end.state().iteration(), end.state().pull(), problem.recoWeight()));
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

    /// What is odd about a step, and whether the networks were still learning when their epochs were over.
    List<Notice> notices() {
        var notices = new ArrayList<Notice>();
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
        return notices;
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
}
