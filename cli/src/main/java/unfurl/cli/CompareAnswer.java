package unfurl.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import unfurl.formats.Document;
import unfurl.hist.ChiSquare;
import unfurl.hist.Distances;
import unfurl.measurement.Agreement;
import unfurl.measurement.Comparison;
import unfurl.measurement.Measurement;

/// A comparison with a truth, ready to be printed.
///
/// @param measurement what is compared
/// @param comparison  the answer
record CompareAnswer(Measurement measurement, Comparison comparison) implements Answer {

    /// What V, the covariance of χ², holds.
    private static final String COVARIANCE =
            "statistics of the published sample and of the truth alone; not the data's";

    @Override
    public Document document() {
        var out = new LinkedHashMap<String, Object>();
        out.put("measurement", measurement.head().name());
        out.put("truth", comparison.truth());
        out.put("weight", comparison.weight());
        out.put("events", comparison.events());
        out.put("covariance", COVARIANCE);
        out.put(
                "observables",
                comparison.lines().stream().map(CompareAnswer::document).toList());
        out.put("mean", mean());
        return Document.of("compare", out);
    }

    private static Map<String, Object> document(Comparison.Line line) {
        var out = new LinkedHashMap<String, Object>();
        out.put("observable", line.observable().column());
        out.put("unit", line.observable().unit());
        out.put("edges", Arrays.stream(line.axis().edges()).boxed().toList());
        out.put("unfolded", document(line.unfolded()));
        out.put("prior", line.prior().map(CompareAnswer::document));
        out.put(
                "iterations",
                line.iterations().stream()
                        .map(Distances.Triangular::thousandfold)
                        .toList());
        return out;
    }

    private static Map<String, Object> document(Agreement agreement) {
        Distances.Triangular triangular = agreement.triangular();
        ChiSquare chiSquare = agreement.chiSquare();
        var out = new LinkedHashMap<String, Object>();
        out.put("triangularTimes1000", triangular.thousandfold());
        out.put("errorTimes1000", 1000 * triangular.error());
        out.put("floorTimes1000", 1000 * triangular.floor());
        out.put("wasserstein", agreement.wasserstein());
        out.put("chiSquare", chiSquare.value());
        out.put("degreesOfFreedom", chiSquare.degreesOfFreedom());
        out.put("pValue", chiSquare.pValue());
        return out;
    }

    private Map<String, Object> mean() {
        var unfolded = new LinkedHashMap<String, Object>();
        unfolded.put("triangularTimes1000", 1000 * comparison.meanUnfolded());
        unfolded.put("floorTimes1000", 1000 * meanFloor());
        var out = new LinkedHashMap<String, Object>();
        out.put("unfolded", unfolded);
        out.put("prior", comparison.meanPrior().map(mean -> Map.of("triangularTimes1000", 1000 * mean)));
        return out;
    }

    private double meanFloor() {
        return comparison.lines().stream()
                .mapToDouble(line -> line.unfolded().triangular().floor())
                .average()
                .orElse(0);
    }

    @Override
    public void print(PrintWriter out) {
        out.println("%s beside %s: %s in the phase space, %s"
                .formatted(
                        measurement.head().name(),
                        comparison.truth(),
                        Shown.plural(comparison.events(), "event"),
                        comparison
                                .weight()
                                .map(column -> "weights '" + column + "'")
                                .orElse("each of weight 1")));
        out.println("Δ is the triangular discriminator times 1000, W1 the Wasserstein-1 distance");
        out.println();
        var table = new TextTable(
                "observable",
                ">Δ unfolded",
                ">± stat.",
                ">floor",
                ">Δ prior",
                ">W1 unfolded",
                ">W1 prior",
                "",
                ">χ²",
                ">dof",
                ">p");
        comparison.lines().forEach(line -> row(table, line));
        table.row(
                "mean",
                fixed(1000 * comparison.meanUnfolded()),
                "",
                fixed(1000 * meanFloor()),
                comparison.meanPrior().map(mean -> fixed(1000 * mean)).orElse("–"),
                "",
                "",
                "",
                "",
                "",
                "");
        table.print(out);
        out.println("χ²: " + COVARIANCE);
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
                line.observable().unit(),
                String.format(Locale.ROOT, "%.1f", unfolded.chiSquare().value()),
                Integer.toString(unfolded.chiSquare().degreesOfFreedom()),
                Shown.number(unfolded.chiSquare().pValue(), 2));
    }

    private static String fixed(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /// The observables that unfolding took away from the truth by more than the statistical error.
    List<String> remarks() {
        List<String> worse = comparison.lines().stream()
                .filter(CompareAnswer::isWorse)
                .map(line -> line.observable().column())
                .toList();
        return worse.isEmpty()
                ? List.of()
                : List.of("warning: farther from the truth than the prior, by more than the statistical error: "
                        + String.join(", ", worse));
    }

    private static boolean isWorse(Comparison.Line line) {
        Distances.Triangular unfolded = line.unfolded().triangular();
        Optional<Distances.Triangular> prior = line.prior().map(Agreement::triangular);
        return prior.isPresent() && unfolded.value() > prior.get().value() + unfolded.error();
    }
}
