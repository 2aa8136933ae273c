package unfurl.study;

import static unfurl.formats.Document.entries;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.formats.AtomicFile;
import unfurl.formats.Document;
import unfurl.formats.Range;
import unfurl.formats.Tables;
import unfurl.math.Seed;

/// Writes the example of jets as clouds of particles: a simulation, data of another nature, their truth, and
/// studies that unfold them.
final class JetsExample {
    private static final double SOFTEST_JET = 400;
    private static final double HARDEST_JET = 1000;
    /// The power of the integrated spectrum of partons.
    private static final double FALL = -4;
    private static final double SELECTED = 450;
    private static final double CUT_OFF = 0.6;
    private static final double RADIUS = 0.8;
    /// The share of jets that the detector does not see, whatever they are.
    private static final double LOST_JETS = 0.05;
    private static final int FEWEST = 2;

    /// What a jet is measured by, of its particles.
    private static final Map<String, String> OBSERVABLES = observables();

    private static final Map<String, Object> DEFAULTS = entries(
            "jets", 50_000,
            "priorAlphaS", 0.118,
            "truthAlphaS", 0.122,
            "priorGluons", 0.4,
            "truthGluons", 0.55,
            "priorKick", 0.3,
            "truthKick", 0.5,
            "priorCharged", 0.6,
            "truthCharged", 0.64,
            "seed", 1);

    private JetsExample() {}

    private static Map<String, String> observables() {
        var out = new LinkedHashMap<String, String>();
        out.put("pT_jet", "hypot(sum(pt*cos(phi)), sum(pt*sin(phi)))");
        out.put(
                "mass",
                "sqrt(max(0, sum(pt*cosh(eta))^2 - sum(pt*sinh(eta))^2 - sum(pt*cos(phi))^2 - sum(pt*sin(phi))^2))");
        out.put("multiplicity", "count(pt)");
        out.put("width", "sum(pt*hypot(eta, phi))/sum(pt)");
        out.put("pTD", "sqrt(sum(pt^2))/sum(pt)");
        return out;
    }

    static void write(Path folder, List<String> settings) {
        Document options = Examples.options("jets", DEFAULTS, settings);
        int jets = options.get("jets").integer(Range.between(100, 10_000_000));
        Seed seed = Seed.of(options.get("seed").whole());
        Table simulation = events(options, "prior", jets, seed.child("simulation"));
        Table nature = events(options, "truth", jets, seed.child("nature"));
        Examples.requireEmpty(folder);
        Tables.write(simulation, folder.resolve("simulation.parquet"));
        Tables.write(columns(nature.select(flag(nature, "pass_reco")), true), folder.resolve("data.parquet"));
        Tables.write(columns(nature.select(flag(nature, "pass_truth")), false), folder.resolve("truth.parquet"));
        JetsStudies.particles(OBSERVABLES).write(folder.resolve("study.yaml"));
        JetsStudies.attention(OBSERVABLES).write(folder.resolve("attention.yaml"));
        JetsStudies.observables(OBSERVABLES).write(folder.resolve("observables.yaml"));
        AtomicFile.write(folder.resolve("README.md"), JetsStudies.readme(options));
    }

    /// A jet at both levels.
    private record Jet(List<JetParticle> gen, List<JetParticle> reco, boolean isLost) {
        static boolean passes(List<JetParticle> jet) {
            return jet.size() >= FEWEST && JetParticle.sum(jet) > SELECTED;
        }
    }

    /// The jets that pass the selection of a level at least.
    ///
    /// @param which `prior` or `truth`
    private static Table events(Document options, String which, int jets, Seed seed) {
        double alphaS = options.get(which + "AlphaS").number(new Range(0.05, true, 0.14, true));
        double gluons = options.get(which + "Gluons").number(new Range(0, true, 1, true));
        double kick = options.get(which + "Kick").number(new Range(0, true, 1, true));
        double charged = options.get(which + "Charged").number(new Range(0, true, 1, true));
        var shower = new JetShower(alphaS, CUT_OFF, RADIUS, kick, charged);
        var kept = new ArrayList<Jet>();
        for (int i = 0; i < jets; i++) {
            Jet jet = jet(shower, gluons, new JetDraws(seed.child(i)));
            if (Jet.passes(jet.gen) || (Jet.passes(jet.reco) && !jet.isLost)) {
                kept.add(jet);
            }
        }
        return table(kept);
    }

    private static Jet jet(JetShower shower, double gluons, JetDraws draws) {
        boolean isGluon = draws.uniform() < gluons;
        double tail = Math.pow(HARDEST_JET / SOFTEST_JET, FALL);
        double pt = SOFTEST_JET * Math.pow(tail + (1 - tail) * draws.uniform(), 1 / FALL);
        boolean isLost = draws.uniform() < LOST_JETS;
        List<JetParticle> made = JetParticle.centred(shower.jet(isGluon, pt, draws));
        List<JetParticle> seen = JetDetector.standard().reconstruct(made, draws);
        return new Jet(JetParticle.within(RADIUS, made), JetParticle.within(RADIUS, seen), isLost);
    }

    private static Table table(List<Jet> jets) {
        var columns = new ArrayList<Column>();
        List<List<JetParticle>> gen = jets.stream().map(Jet::gen).toList();
        List<List<JetParticle>> reco = jets.stream().map(Jet::reco).toList();
        columns.addAll(level(gen, ""));
        columns.addAll(level(reco, "_reco"));
        columns.add(flags("pass_truth", jets, jet -> Jet.passes(jet.gen) ? 1 : 0));
        columns.add(flags("pass_reco", jets, jet -> Jet.passes(jet.reco) && !jet.isLost ? 1 : 0));
        return Table.of("jets", columns);
    }

    private static Column flags(String name, List<Jet> jets, ToDoubleFunction<Jet> flag) {
        int[] values = new int[jets.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (int) flag.applyAsDouble(jets.get(i));
        }
        return Column.owning(name, values);
    }

    /// The particles of a level, and what is measured of them.
    private static List<Column> level(List<List<JetParticle>> jets, String ending) {
        Table particles = Table.of(
                "jets",
                List.of(
                        lists("pt", jets, JetParticle::pt).in("GeV"),
                        lists("eta", jets, JetParticle::eta),
                        lists("phi", jets, JetParticle::phi).in("rad"),
                        lists("r", jets, JetParticle::distance),
                        lists("charged", jets, p -> p.isCharged() ? 1 : 0)));
        var columns = new ArrayList<Column>();
        particles.columns().forEach(c -> columns.add(c.named(c.name() + ending)));
        OBSERVABLES.forEach((name, formula) ->
                columns.add(measured(Expression.parse(formula), particles).named(name + ending)));
        return columns;
    }

    private static Column measured(Expression formula, Table particles) {
        Column values = formula.evaluate(particles);
        int[] counts = new int[values.size()];
        float[] numbers = new float[values.size()];
        for (int i = 0; i < values.size(); i++) {
            counts[i] = (int) values.at(i);
            numbers[i] = (float) values.at(i);
        }
        return formula.isCount() ? Column.owning("", counts) : Column.owning("", numbers);
    }

    private static Column lists(String name, List<List<JetParticle>> jets, ToDoubleFunction<JetParticle> value) {
        int[] first = new int[jets.size() + 1];
        for (int i = 0; i < jets.size(); i++) {
            first[i + 1] = first[i] + jets.get(i).size();
        }
        float[] values = new float[first[jets.size()]];
        for (int i = 0; i < jets.size(); i++) {
            for (int j = 0; j < jets.get(i).size(); j++) {
                values[first[i] + j] = (float) value.applyAsDouble(jets.get(i).get(j));
            }
        }
        return Column.lists(first, Column.owning(name, values));
    }

    private static Mask flag(Table table, String name) {
        Column column = table.column(name, "the example");
        return Mask.of(table.rows(), i -> column.longAt(i) == 1);
    }

    /// The columns of one level.
    private static Table columns(Table table, boolean isReco) {
        return Table.of(
                table.source(),
                table.columns().stream()
                        .filter(c -> !c.name().startsWith("pass_") && c.name().endsWith("_reco") == isReco)
                        .toList());
    }
}
