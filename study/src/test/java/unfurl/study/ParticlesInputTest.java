package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Particles;
import unfurl.event.Table;
import unfurl.formats.AtomicFile;
import unfurl.formats.Tables;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.uncertainty.Variation;

/// Particles in files become what the estimators see, and what cannot be used is refused by file, row and
/// particle.
class ParticlesInputTest {
    private static final String STUDY = """
            study: clouds
            data: {file: data.parquet}
            simulation: {file: simulation.parquet, passGen: pass_truth, passReco: pass_reco}
            truth: {file: truth.parquet}
            observables: {names: [n, HT, scale], from: {n: count(pt), HT: sum(pt)}}
            particles: {names: [pt, phi], features: {pt: log, phi: angle}, with: [scale]}
            method: {estimator: {deepSets: {}}}
            """;

    @TempDir
    Path folder;

    /// Five events; the first misses reco, the last is a fake, whose gen lists are longer than one another.
    @BeforeEach
    void files() {
        Table simulation = Table.of(
                "simulation",
                List.of(
                        lists("pt", new int[] {2, 0, 1, 3, 1}, 1, 2, 4, 8, 16, 32, Double.NaN),
                        lists("phi", new int[] {2, 0, 1, 3, 2}, 0, 1, 2, 3, 4, 5, 6, 7),
                        Column.owning("scale", new double[] {1, 2, 3, 4, Double.NaN}),
                        lists("pt_reco", new int[] {1, 1, 0, 2, 2}, -1, 3, 5, 7, 9, 11),
                        lists("phi_reco", new int[] {1, 1, 0, 2, 2}, 0, 1, 2, 3, 4, 5),
                        Column.owning("scale_reco", new double[] {Double.NaN, 2, 3, 4, 5}),
                        Column.owning("pass_truth", new int[] {1, 1, 1, 1, 0}),
                        Column.owning("pass_reco", new int[] {0, 1, 1, 1, 1})));
        Tables.write(simulation, folder.resolve("simulation.parquet"));
        Tables.write(
                Table.of(
                        "data",
                        List.of(
                                lists("pt_reco", new int[] {2, 1}, 4, 5, 6),
                                lists("phi_reco", new int[] {2, 1}, 1, 2, 3),
                                Column.owning("scale_reco", new double[] {3, 4}))),
                folder.resolve("data.parquet"));
        Tables.write(
                Table.of("truth", simulation.columns().subList(0, 3)).select(Mask.of(5, i -> i < 4)),
                folder.resolve("truth.parquet"));
    }

    private static Column lists(String name, int[] counts, double... values) {
        int[] first = new int[counts.length + 1];
        Arrays.setAll(first, i -> IntStream.range(0, i).map(k -> counts[k]).sum());
        return Column.lists(first, Column.owning(name, values));
    }

    private Study study(String text, String... settings) {
        AtomicFile.write(folder.resolve("study.yaml"), text);
        return StudyFile.read(folder.resolve("study.yaml"), List.of(settings)).study();
    }

    private void refused(String message, String text, String... settings) {
        assertThatThrownBy(() -> Inputs.read(study(text, settings)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    private void replace(String file, Column column) {
        Toy.replace(folder.resolve(file), column);
    }

    private static List<Double> values(Table table, String name) {
        Column column = table.column(name, "");
        return IntStream.range(0, column.size()).mapToObj(column::at).toList();
    }

    private static List<List<Float>> particles(Particles particles, int event) {
        return IntStream.range(0, particles.count(event))
                .mapToObj(p -> IntStream.range(0, particles.columns())
                        .mapToObj(c -> particles.get(event, p, c))
                        .toList())
                .toList();
    }

    /// Expected: from the numbers above, by hand.
    @Test
    void theEstimatorsSeeTheParticlesAndTheObservablesBesideThem() {
        Study study = study(STUDY);
        Inputs inputs = Inputs.read(study);
        Table gen = inputs.simulation().gen();
        assertThat(gen.names()).containsExactly("n", "HT", "scale", "pt", "phi");
        assertThat(values(gen, "n")).containsExactly(2.0, 0.0, 1.0, 3.0, 0.0);
        assertThat(values(gen, "HT")).startsWith(3.0, 0.0, 4.0, 56.0);
        assertThat(values(inputs.simulation().reco(), "HT")).containsExactly(0.0, 3.0, 0.0, 12.0, 20.0);
        EventEncoding encoding =
                EventEncoding.fit(study, true, gen, inputs.simulation().passGen());
        Features seen = encoding.apply(gen, inputs.simulation().passGen());
        assertThat(seen.names()).containsExactly("scale");
        Particles cloud = seen.particles().orElseThrow();
        assertThat(cloud.names()).containsExactly("log pt", "cos phi", "sin phi");
        assertThat(IntStream.range(0, 5).map(cloud::count)).containsExactly(2, 0, 1, 3, 0);
        assertThat(particles(cloud, 2))
                .containsExactly(List.of((float) Math.log(4), (float) Math.cos(2), (float) Math.sin(2)));
        assertThat(cloud.get(0, 1, 0)).isEqualTo((float) Math.log(2));
        assertThat(inputs.truth().orElseThrow().observables().names()).contains("pt");
    }

    @Test
    void columnsOfParticlesMayBeExpressions() {
        Study study = study(STUDY.replace(
                "names: [pt, phi]",
                "names: [pt, phi], gen: {pt: pt/sum(pt), phi: phi - scale}, reco: {pt: pt_reco, phi: phi_reco}"));
        Table gen = Inputs.read(study).simulation().gen();
        assertThat(values(gen, "HT")).startsWith(1.0, 0.0, 1.0, 1.0);
        Column phi = gen.column("phi", "");
        assertThat(phi.elements().at(phi.first(3))).isEqualTo(3 - 4.0);
    }

    /// The same events, padded to three places, in the three ways that padding is told.
    @Test
    void paddingIsTakenAway() {
        List<Table> expected = List.of(Inputs.read(study(STUDY)).simulation().reco());
        for (String padding : List.of("padding: zero", "count: k", "mask: ok")) {
            var columns = new ArrayList<>(
                    Tables.read(folder.resolve("simulation.parquet")).columns());
            columns.removeIf(c -> c.name().equals("pt_reco") || c.name().equals("phi_reco"));
            int[] three = {3, 3, 3, 3, 3};
            columns.add(lists("pt_reco", three, -1, 0, 0, 3, 0, 0, 0, 0, 0, 5, 7, 0, 9, 11, 0));
            columns.add(lists("phi_reco", three, 0, 0, 0, 1, 0, 0, 0, 0, 0, 2, 3, 0, 4, 5, 0));
            columns.add(Column.owning("k_reco", new int[] {1, 1, 0, 2, 2}));
            columns.add(lists("ok_reco", three, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1, 0, 1, 1, 0));
            Tables.write(Table.of("padded", columns), folder.resolve("padded.parquet"));
            String gen = padding.startsWith("count")
                    ? ", gen: {pt: pt, phi: phi, k: count(pt)}"
                    : ", gen: {pt: pt, phi: phi%s}".formatted(padding.startsWith("mask") ? ", ok: 1 + 0*pt" : "");
            Study study = study(STUDY.replace("with: [scale]", "with: [scale], " + padding + gen)
                    .replaceAll("(?m)^truth.*\n", "")
                    .replace("data.parquet", "padded.parquet")
                    .replace("simulation.parquet", "padded.parquet")
                    .replace("data: {file: padded.parquet}", "data: {file: padded.parquet, passReco: pass_reco}"));
            Table reco = Inputs.read(study).simulation().reco();
            for (String name : List.of("n", "HT")) {
                assertThat(values(reco, name)).as(padding).isEqualTo(values(expected.getFirst(), name));
            }
        }
    }

    @Test
    void whatIsNoParticleIsRefusedByRowAndParticle() {
        replace("data.parquet", lists("phi_reco", new int[] {2, 1}, 1, 2, Double.NaN));
        refused("'phi_reco' of data.parquet (2 rows) is NaN for particle 0 of row 1; 1 selected rows", STUDY);
        assertThat(Inputs.read(study(STUDY, "missing=drop")).data().weight().size())
                .isEqualTo(1);
        replace("data.parquet", lists("phi_reco", new int[] {1, 2}, 1, 2, 3));
        refused("row 0 of data.parquet (2 rows) has 2 particles in 'pt_reco' and 1 particles in 'phi_reco'", STUDY);
        replace(
                "data.parquet",
                Column.lists(
                        new int[] {0, 2, 2}, Column.owning("phi_reco", new double[2]), Mask.of(2, row -> row == 1)));
        refused("has 1 particles in 'pt_reco' and no list in 'phi_reco'", STUDY);
        replace(
                "data.parquet",
                Column.lists(
                        new int[] {0, 2, 2}, Column.owning("pt_reco", new double[2]), Mask.of(2, row -> row == 1)));
        refused("'pt_reco' of data.parquet (2 rows) has no list in row 1; 1 selected rows", STUDY);
    }

    @Test
    void aNumberForAListAndAListForANumberAreRefused() {
        refused(
                "column 'phi' of simulation.parquet (5 rows) has a list in each row where an observable is one number",
                STUDY.replace("names: [n, HT, scale]", "gen: 'ph{}', reco: 'ph{}_reco', names: [i, HT]")
                        .replace("n: count(pt), ", "")
                        .replace("with: [scale]", "with: []"));
        refused(
                "none of the columns scale of simulation.parquet (5 rows) has lists",
                STUDY.replace("names: [pt, phi]", "names: [pt], gen: {pt: scale}")
                        .replace(", phi: angle", ""));
        refused(
                "'scale' is one number for each event of simulation.parquet (5 rows) where a list is needed",
                STUDY.replace("names: [pt, phi]", "names: [pt, phi], gen: {pt: pt, phi: scale}"));
        refused("'pt' has a list for each event", STUDY.replace("HT: sum(pt)", "HT: pt"));
        refused(
                "column 'pt' of simulation.parquet (5 rows) has a list in each row where a flag is 0 or 1",
                STUDY.replace("passGen: pass_truth", "passGen: pt"));
    }

    @Test
    void aWrongNameIsAnsweredWithTheNearest() {
        refused(
                "no column 'pta' in " + folder.resolve("simulation.parquet"),
                STUDY.replace("[pt, phi]", "[pta, phi]")
                        .replace("features: {pt: log, phi: angle}, ", "")
                        .replace("(pt)", "(pta)"));
        refused("no key 'ptt' in", STUDY.replace("{pt: log", "{ptt: log"));
        refused("Did you mean 'pt'?", STUDY.replace("HT: sum(pt)", "HT: sum(ptt)"));
        refused("Did you mean 'scale'?", STUDY.replace("with: [scale]", "with: [scael]"));
        refused(
                "an observable has it",
                STUDY.replace("[pt, phi]", "[pt, scale]").replace(", phi: angle", ""));
        refused("with one of `padding: zero`, `count` and `mask`", STUDY, "particles.padding=zero", "particles.mask=m");
    }

    @Test
    void anEstimatorAndParticlesMustFit() {
        refused("its estimator cannot see them", STUDY, "method.estimator={network: [8]}");
        refused("its estimator cannot see them", STUDY, "method.estimator={trees: {}}");
        refused("its estimator cannot see them", STUDY, "method=");
        refused(
                "the estimator sees particles, and the study has none",
                STUDY.replaceAll("(?m)^particles.*\\n", ""),
                "observables={names: [scale]}");
    }

    @Test
    void anObservableAtRecoAloneStandsBesideTheParticlesThere() {
        for (String file : List.of("simulation.parquet", "data.parquet")) {
            replace(file, Column.tabulate("vertex_reco", file.startsWith("data") ? 2 : 5, i -> 10 + i));
        }
        Study study = study(STUDY, "observables.recoOnly=[vertex]");
        Inputs inputs = Inputs.read(study);
        Inputs.Simulated events = inputs.simulation();
        assertThat(events.reco().names()).containsExactly("n", "HT", "scale", "vertex", "pt", "phi");
        EventEncoding reco = EventEncoding.fit(study, false, events.reco(), events.passReco());
        Features seen = reco.apply(inputs.data().observables(), Mask.all(2));
        assertThat(seen.names()).containsExactly("scale", "vertex");
        assertThat(List.of(seen.get(0, 1), seen.get(1, 1))).containsExactly(10f, 11f);
        assertThat(seen.particles().orElseThrow().names()).containsExactly("log pt", "cos phi", "sin phi");
        EventEncoding gen = EventEncoding.fit(study, true, events.gen(), events.passGen());
        assertThat(gen.apply(events.gen(), events.passGen()).names()).containsExactly("scale");
        assertThatThrownBy(() -> study(STUDY, "observables.recoOnly=[phi]"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("particles.names[1]")
                .hasMessageContaining("an observable has it");
        assertThatThrownBy(() -> study(STUDY, "observables.recoOnly=[vertex]", "particles.with=[vertex]"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("particles.with");
    }

    @Test
    void aLogarithmOfNoPositiveNumberIsRefusedByParticle() {
        replace("data.parquet", lists("pt_reco", new int[] {2, 1}, 4, 0, 6));
        Study study = study(STUDY);
        Inputs inputs = Inputs.read(study);
        EventEncoding encoding = EventEncoding.fit(
                study, false, inputs.simulation().reco(), inputs.simulation().passReco());
        assertThatThrownBy(() -> encoding.apply(inputs.data().observables(), Mask.all(2)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("reco 'pt' is 0.0 in particle 1 of row 0")
                .hasMessageContaining("particles.features: {pt: log} wants positive values");
    }

    private static final String SYSTEMATIC = "uncertainty={systematics: [{name: a, %s}]}";

    private Inputs.Resimulated varied(String text, String effect) {
        return Inputs.read(study(text, SYSTEMATIC.formatted(effect)))
                .varied()
                .getFirst()
                .detector()
                .orElseThrow();
    }

    /// Expected: from the numbers, by hand. The first event is a miss for both detectors.
    @Test
    void anotherDetectorHasOtherParticlesAndWhatIsMadeOfThemFollows() {
        replace("simulation.parquet", lists("pt_other", new int[] {0, 2, 0, 2, 1}, 3, 1, 5, 8, 9));
        replace("simulation.parquet", lists("phi_other", new int[] {0, 2, 0, 2, 1}, 1, 2, 2, 3, 4));
        Table reco = varied(STUDY, "reco: '{}_other'").reco();
        assertThat(values(reco, "n")).containsExactly(0.0, 2.0, 0.0, 2.0, 1.0);
        assertThat(values(reco, "HT")).containsExactly(0.0, 4.0, 0.0, 13.0, 9.0);
        assertThat(values(reco, "scale")).endsWith(2.0, 3.0, 4.0, 5.0);
        refused(
                "has 2 particles in 'pt_reco' and 1 particles in 'phi_reco'",
                STUDY,
                SYSTEMATIC.formatted("reco: '{}_other', observables: [pt]"));
        refused("no column 'scale_oter'", STUDY, SYSTEMATIC.formatted("reco: '{}_oter'"));
        refused(
                "'HT_other' cannot take the place of 'HT', which is no column at reco but made of some: sum(pt)",
                STUDY,
                SYSTEMATIC.formatted("reco: '{}_other', observables: [HT]"));
        String made = STUDY.replace("names: [pt, phi]", "names: [pt, phi], reco: {pt: 2*pt_reco, phi: phi_reco}");
        refused("'pt_other' cannot take the place of 'pt'", made, SYSTEMATIC.formatted("reco: '{}_other'"));
        replace("simulation.parquet", lists("phi_other", new int[] {1, 1, 0, 2, 2}, 0, 1.5, 2, 3, 4, 5));
        Column phi = varied(made, "reco: '{}_other', observables: [phi]").reco().column("phi", "");
        assertThat(phi.elements().at(phi.first(1))).isEqualTo(1.5);
    }

    /// The other detector says how many of the places have a particle.
    @Test
    void anotherDetectorHasItsOwnPadding() {
        replace("simulation.parquet", Column.owning("k_reco", new int[] {1, 1, 0, 2, 2}));
        replace("data.parquet", Column.owning("k_reco", new int[] {2, 1}));
        replace("simulation.parquet", Column.owning("k_other", new int[] {0, 0, 0, 1, 2}));
        String text = STUDY.replace("with: [scale]", "with: [scale], count: k, gen: {pt: pt, phi: phi, k: count(pt)}")
                .replaceAll("(?m)^truth.*\n", "");
        assertThat(values(varied(text, "reco: '{}_other'").reco(), "HT")).containsExactly(0.0, 0.0, 0.0, 5.0, 20.0);
        assertThat(values(varied(text, "reco: '{}_other', observables: [k]").reco(), "n"))
                .containsExactly(0.0, 0.0, 0.0, 1.0, 2.0);
    }

    private static Variation variation(Prepared prepared, Study study, Inputs inputs) {
        return Replicas.of(study, inputs, prepared).getFirst().variation();
    }

    /// The observable that the estimators see beside them stays. The data, two events of two and one particles,
    /// are behind the five simulated ones.
    @Test
    void aChangeThatParticlesAloneShowIsAChange() {
        replace("simulation.parquet", lists("phi_other", new int[] {1, 2, 0, 1, 2}, 0, 1, 1, 2, 3, 4));
        replace("simulation.parquet", lists("pt_other", new int[] {1, 2, 0, 1, 2}, 1, 3, 1, 5, 9, 11));
        Study study = study(STUDY, SYSTEMATIC.formatted("reco: '{}_other'"));
        Inputs inputs = Inputs.read(study);
        Prepared prepared = Prepared.of(study, inputs);
        Variation changed = variation(prepared, study, inputs);
        assertThat(changed).isInstanceOf(Variation.Resimulation.class);
        try (var workers = new Workers(1)) {
            Particles seen = changed.of(prepared.problem(), Seed.of(1), workers)
                    .problem()
                    .reco()
                    .particles()
                    .orElseThrow();
            assertThat(IntStream.range(0, seen.events()).map(seen::count)).containsExactly(0, 2, 0, 1, 2, 2, 1);
        }
        replace("simulation.parquet", lists("phi_other", new int[] {1, 1, 0, 2, 2}, 9, 1, 2, 3, 4, 5));
        replace("simulation.parquet", lists("pt_other", new int[] {1, 1, 0, 2, 2}, 9, 3, 5, 7, 9, 11));
        Inputs same = Inputs.read(study);
        assertThatThrownBy(() -> variation(prepared, study, same))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("changes nothing");
    }

    @Test
    void factorsMayBeMadeOfParticles() {
        Inputs inputs = Inputs.read(study(
                STUDY,
                SYSTEMATIC.formatted("recoWeightFactor: 1 + 0.1*count(pt_reco), genWeightFactor: 1 + 0.1*count(pt)")));
        Inputs.Varied varied = inputs.varied().getFirst();
        assertThat(varied.recoFactor().orElseThrow().toArray())
                .containsExactly(0, 1.1 * 1, 1 * 1.1, 1.2 * 1.3, 1.2 * 1.1);
        assertThat(varied.genFactor().orElseThrow().toArray()).containsExactly(1.2, 1, 1.1, 1.3, 1.1);
    }
}
