package unfurl.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import unfurl.formats.Document;
import unfurl.hist.ChiSquare;
import unfurl.hist.Distances;
import unfurl.hist.KolmogorovSmirnov;
import unfurl.measurement.Agreement;
import unfurl.measurement.Comparison;
import unfurl.measurement.Compatibility;
import unfurl.measurement.Measurement;
import unfurl.measurement.Recipe;

/// A comparison with a truth, ready to be printed.
///
/// @param measurement what is compared
/// @param comparison  the answer
/// @param relation    what the truth has to do with the measurement
/// @param classifier  of the classifier two-sample test, when it was asked for
record CompareAnswer(
        Measurement measurement, Comparison comparison, TruthRelation relation, Optional<ClassifierAnswer> classifier)
        implements Answer {
    /// The part of a difference of which χ² may know nothing without a word.
    private static final double BLIND = 1e-6;

    /// What V, the covariance of χ², holds.
    String covarianceOf() {
        List<String> sources = unfolded().findFirst().stream()
                .flatMap(test -> Stream.of(test.sources(), test.leftOut()).flatMap(List::stream))
                .filter(name -> !relation.closures().contains(name))
                .toList();
        boolean data = measurement.head().groups().stream()
                .filter(group -> sources.contains(group.name()))
                .anyMatch(group -> group.recipe() instanceof Recipe.Bootstrap || group.recipe() instanceof Recipe.Toys);
        return "%s%s%s"
                .formatted(
                        String.join(" + ", sources),
                        comparison.truth().sameEvents() ? "" : ", and the statistics of the truth",
                        data ? "" : "; not the statistics of the data");
    }

    private Stream<Compatibility> unfolded() {
        return comparison.lines().stream().map(line -> line.unfolded().compatibility());
    }

    /// How V was inverted.
    Optional<ChiSquare.Inverse> inverse() {
        return unfolded().map(Compatibility::inverse).findFirst();
    }

    /// The sources in V that were made of the truth.
    List<String> kept() {
        return Stream.concat(relation.kept().stream(), relation.drawn().stream())
                .toList();
    }

    /// The unit of the weights.
    String unit() {
        return measurement.head().normalisation().unit();
    }

    @Override
    public Document document() {
        return new CompareDocument(this).document();
    }

    @Override
    public void print(PrintWriter out) {
        out.println("%s beside %s: %s in the phase space, %s"
                .formatted(
                        measurement.head().name(),
                        comparison.truth().events().source(),
                        Shown.plural(comparison.truth().events().rows(), "event"),
                        comparison
                                .truth()
                                .weight()
                                .map(column -> "weights '" + column + "'")
                                .orElse("each of weight 1")));
        out.println("Δ is the triangular discriminator times 1000, W1 the Wasserstein-1 distance");
        out.println();
        var table = new TextTable(
                "observable", ">Δ unfolded", ">± stat.", ">floor", ">Δ prior", ">W1 unfolded", ">W1 prior", "");
        comparison.lines().forEach(line -> row(table, line));
        table.row(
                "mean",
                fixed(1000 * comparison.meanUnfolded()),
                "",
                fixed(1000 * comparison.meanFloor()),
                comparison.meanPrior().map(mean -> fixed(1000 * mean)).orElse("–"),
                "",
                "",
                "");
        table.print(out);
        out.println();
        printTests(out);
    }

    private void printTests(PrintWriter out) {
        tests().print(out);
        comparison.joint().ifPresent(joint -> out.println("jointly: " + String.join(", ", joint.observables())));
        if (comparison.truth().absolute()) {
            out.println("in all %s unfolded, %s of the truth%s"
                    .formatted(
                            Shown.number(measurement.nominal().sum()),
                            Shown.number(comparison.sum()),
                            unit().isEmpty() ? ", events" : ", in " + unit()));
        }
        out.println("χ²: " + covarianceOf());
        inverse().ifPresent(inverse -> out.println("V is inverted by: " + inverse));
        printReplicas(out);
        out.println("KS: Kolmogorov–Smirnov, the statistics of the two samples alone");
        classifier.ifPresent(test -> test.print(out));
    }

    private TextTable tests() {
        var table = new TextTable(
                comparison.truth().absolute() ? "absolute, unfolded" : "shape of the unfolded",
                ">χ²",
                ">dof",
                ">p",
                ">KS distance",
                ">p of KS",
                "left out of V");
        for (Comparison.Line line : comparison.lines()) {
            KolmogorovSmirnov test = line.unfolded().kolmogorovSmirnov();
            test(
                    table,
                    line.observable().column(),
                    line.unfolded().compatibility(),
                    Shown.number(test.distance(), 3),
                    Shown.number(test.pValue(), 2));
        }
        comparison.joint().ifPresent(joint -> {
            String name = Shown.plural(joint.observables().size(), "observable") + " jointly";
            test(table, name, joint.compatibility(), "", "");
        });
        return table;
    }

    /// What p knows of V, and why some have none.
    private void printReplicas(PrintWriter out) {
        List<ChiSquare> tests = Stream.concat(
                        unfolded(), comparison.joint().map(Comparison.Joint::compatibility).stream())
                .map(Compatibility::chiSquare)
                .toList();
        tests.stream()
                .mapToDouble(ChiSquare::covarianceDegrees)
                .filter(Double::isFinite)
                .min()
                .ifPresent(degrees -> out.println("p: of T², V is known as well as from %s replicas or more"
                        .formatted(Shown.count(degrees + 1))));
        tests.stream()
                .flatMap(test -> test.withoutPValue().stream())
                .distinct()
                .forEach(reason -> out.println("no p: " + reason));
    }

    private static void test(TextTable table, String name, Compatibility test, String distance, String pValue) {
        table.row(
                name,
                String.format(Locale.ROOT, "%.1f", test.chiSquare().value()),
                Integer.toString(test.chiSquare().degreesOfFreedom()),
                TestNumbers.pValue(test.chiSquare()),
                distance,
                pValue,
                String.join(", ", test.leftOut()));
    }

    private static void row(TextTable table, Comparison.Line line) {
        Agreement unfolded = line.unfolded();
        table.row(
                line.observable().column(),
                fixed(unfolded.triangular().thousandfold()),
                fixed(1000 * unfolded.triangular().error()),
                fixed(1000 * unfolded.triangular().floor()),
                line.prior().map(p -> fixed(p.triangular().thousandfold())).orElse("–"),
                Shown.number(unfolded.wasserstein(), 3),
                line.prior().map(p -> Shown.number(p.wasserstein(), 3)).orElse("–"),
                line.observable().unit());
    }

    private static String fixed(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /// The observables that unfolding took away from the truth by more than the statistical error, and
    /// those whose difference has no variance in some direction.
    List<String> remarks() {
        var remarks = new ArrayList<>(relation.remarks("this truth"));
        List<String> worse = comparison.lines().stream()
                .filter(CompareAnswer::isWorse)
                .map(line -> line.observable().column())
                .toList();
        if (!worse.isEmpty()) {
            remarks.add("warning: farther from the truth than the prior, by more than the statistical error: "
                    + String.join(", ", worse));
        }
        comparison
                .joint()
                .map(joint -> joint.compatibility().chiSquare().outside())
                .filter(outside -> outside > BLIND)
                .ifPresent(outside -> remarks.add(
                        "warning: the joint covariance has no variance along %s of the difference: more replicas or fewer bins are needed"
                                .formatted(Shown.percent(outside))));
        return remarks;
    }

    private static boolean isWorse(Comparison.Line line) {
        Distances.Triangular unfolded = line.unfolded().triangular();
        Optional<Distances.Triangular> prior = line.prior().map(Agreement::triangular);
        return prior.isPresent() && unfolded.value() > prior.get().value() + unfolded.error();
    }
}
