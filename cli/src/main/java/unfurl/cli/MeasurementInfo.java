package unfurl.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.formats.Document;
import unfurl.formats.MeasurementFolder;
import unfurl.measurement.Head;
import unfurl.measurement.Measurement;
import unfurl.measurement.Observable;
import unfurl.measurement.ProfiledNuisance;
import unfurl.measurement.Recipe;
import unfurl.measurement.WeightGroup;
import unfurl.provenance.Citation;
import unfurl.provenance.Provenance;

/// What a measurement is.
///
/// @param path        where it is
/// @param measurement what was read and verified
record MeasurementInfo(Path path, Measurement measurement) implements Answer {
    private static final int SHOWN = 2;
    private static final int SHOWN_EDGES = 16;

    private Head head() {
        return measurement.head();
    }

    private Table events() {
        return measurement.events();
    }

    @Override
    public Document document() {
        Weights nominal = measurement.nominal();
        var sums = new LinkedHashMap<String, Object>();
        sums.put("sumWeights", nominal.sum());
        sums.put("unit", head().normalisation().unit());
        sums.put("nEff", nominal.nEff());
        var out = new LinkedHashMap<String, Object>();
        out.put("kind", "measurement");
        out.put("file", path.toString());
        out.put("nominal", sums);
        out.put("head", MeasurementFolder.head(measurement));
        out.put("columns", TableInfo.columns(events()));
        out.put("provenance", provenance(measurement.provenance()));
        return Document.of("info", out);
    }

    private static Map<String, Object> provenance(Provenance provenance) {
        var out = new LinkedHashMap<String, Object>();
        out.put(
                "inputs",
                provenance.inputs().stream()
                        .map(input -> Map.of(
                                "role", input.role(),
                                "name", input.name(),
                                "rows", input.rows(),
                                "sha256", input.digest().hex()))
                        .toList());
        out.put("seed", provenance.seed());
        out.put("unfurl", provenance.environment().unfurl());
        return out;
    }

    @Override
    public void print(PrintWriter out) {
        out.println("measurement %s (%s)".formatted(head().name(), path));
        if (!head().description().isBlank()) {
            out.println(head().description().strip());
        }
        out.println();
        facts().print(out);
        out.println();
        TableInfo.print(events(), out);
        out.println();
        printWeights(out);
        printBins(out);
        printNuisances(out);
        out.println();
        out.println("  cite");
        measurement.citations().forEach(work -> out.println("    " + cited(work)));
    }

    private Facts facts() {
        var facts = new Facts();
        Weights nominal = measurement.nominal();
        String unit = head().normalisation().unit();
        facts.add("events", Shown.count(events().rows()));
        facts.add("phase space", head().phaseSpace().map(Object::toString).orElse("all events"));
        facts.add(
                unit.isEmpty() ? "expected yield" : "cross section",
                Shown.number(nominal.sum(), 6) + (unit.isEmpty() ? " events" : " " + unit) + ", the sum of "
                        + head().nominalColumn());
        facts.add("N_eff", Shown.count(nominal.nEff()));
        head().luminosity()
                .ifPresent(l -> facts.add(
                        "luminosity",
                        "%s %s, known to %s"
                                .formatted(Shown.exact(l.value()), l.unit(), Shown.percent(l.relativeUncertainty()))));
        head().prior()
                .ifPresent(p -> facts.add(
                        "prior",
                        p.column()
                                + (p.factor() == 1
                                        ? ""
                                        : ", times %s in the unit of the result"
                                                .formatted(Shown.number(p.factor(), 6)))));
        Provenance provenance = measurement.provenance();
        if (!provenance.environment().unfurl().isEmpty()) {
            facts.add(
                    "made with",
                    "Unfurl %s, seed %d".formatted(provenance.environment().unfurl(), provenance.seed()));
        }
        for (Provenance.Input input : provenance.inputs()) {
            facts.add("from " + input.role(), "%s, %s".formatted(input.name(), Shown.plural(input.rows(), "row")));
        }
        return facts;
    }

    private void printWeights(PrintWriter out) {
        var table = new TextTable("weights", "columns", "recipe", "what");
        for (WeightGroup group : head().groups()) {
            table.row(group.name(), names(group.columns()), recipe(group.recipe()), group.description());
        }
        if (!head().iterations().isEmpty()) {
            table.row("iterations", names(head().iterations()), "none", "The result after each iteration, in order.");
        }
        table.print(out);
        MeasurementArgument.unused(measurement).forEach(line -> out.println("    " + line));
    }

    private void printBins(PrintWriter out) {
        List<Observable> published = head().observables().stream()
                .filter(observable -> observable.bins().isPresent())
                .toList();
        if (published.isEmpty()) {
            return;
        }
        out.println();
        var table = new TextTable("observable", "unit", "published bins");
        for (Observable observable : published) {
            table.row(observable.column(), observable.unit(), edges(observable.edgesAsText()));
        }
        table.print(out);
    }

    private void printNuisances(PrintWriter out) {
        if (head().nuisances().isEmpty()) {
            return;
        }
        out.println();
        var table = new TextTable("nuisance", ">fitted", ">error", "prior", "values");
        for (ProfiledNuisance one : head().nuisances()) {
            table.row(
                    one.name(),
                    Shown.number(one.value()),
                    Shown.number(one.error(), 2),
                    one.prior().describe(),
                    "with " + Shown.plural(one.byColumn().size(), "other column") + " of weights");
        }
        table.print(out);
    }

    /// All edges, or of many bins those at the ends.
    private static String edges(List<String> all) {
        return all.size() <= SHOWN_EDGES
                ? String.join(", ", all)
                : "%s, … %s: %d bins".formatted(String.join(", ", all.subList(0, 2)), all.getLast(), all.size() - 1);
    }

    private static String names(List<String> columns) {
        return switch (columns.size()) {
            case 0 -> "–";
            case 1, SHOWN -> String.join(", ", columns);
            default -> "%s … %s (%d)".formatted(columns.getFirst(), columns.getLast(), columns.size());
        };
    }

    private static String recipe(Recipe recipe) {
        return switch (recipe) {
            case Recipe.Nominal ignored -> "the values themselves";
            case Recipe.Ensemble(Recipe.Centre centre) ->
                switch (centre) {
                    case MEAN -> "spread between seeds / N";
                    case MEDIAN -> "spread between seeds / N × π/2";
                };
            case Recipe.Bootstrap ignored -> "sample covariance";
            case Recipe.Hessian ignored -> "Σ δδᵀ";
            case Recipe.UpDown ignored -> "½ Σ δδᵀ of up and down";
            case Recipe.Nuisances ignored -> "½ Σ δδᵀ of up and down, δ summed over the effects of a nuisance";
            case Recipe.TwoPoint(boolean correlated) -> correlated ? "δδᵀ" : "δδᵀ, diagonal";
            case Recipe.DataDriven ignored -> "δδᵀ of the closure";
            case Recipe.LuminosityScale ignored -> "scales all values";
            case Recipe.SampleStatistics ignored -> "Σw² of each bin";
            case Recipe.Toys toys -> "sample covariance, instead of " + String.join(", ", toys.sources());
        };
    }

    private static String cited(Citation work) {
        String title = work.fields().getOrDefault("title", "").replaceAll("[{}]", "");
        String year = work.fields().getOrDefault("year", "");
        String eprint =
                work.fields().containsKey("eprint") ? ", arXiv:" + work.fields().get("eprint") : "";
        return "%s  %s (%s%s)".formatted(work.key(), title, year, eprint);
    }
}
