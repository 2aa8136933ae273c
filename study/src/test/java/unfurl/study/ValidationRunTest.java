package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.InputException;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.formats.Document;
import unfurl.formats.Range;
import unfurl.hist.Hotelling;
import unfurl.math.Seed;
import unfurl.report.ValidationTest.Kind;
import unfurl.report.Verdict;
import unfurl.report.figure.Numbers;
import unfurl.unfold.UnfoldingProblem;

/// The method of a study, tested on pseudo-data of known truth.
class ValidationRunTest {
    private static final String IBU =
            "method={name: ibu, iterations: 6, bins: {x: {bins: 16, from: -3, to: 3}}, recoBins: {x: {bins: 20, from: -4, to: 4}}}";

    @TempDir
    Path folder;

    private static ValidationOptions options(Set<Kind> tests, double strength, int bootstraps, int toys) {
        return new ValidationOptions(
                tests,
                List.of(),
                List.of(),
                strength,
                ValidationOptions.RESPONSE,
                bootstraps,
                OptionalInt.empty(),
                OptionalInt.of(toys));
    }

    private static ValidationOptions stress(String... pairs) {
        return new ValidationOptions(
                EnumSet.of(Kind.STRESS),
                List.of(),
                List.of(pairs),
                0.3,
                0.1,
                10,
                OptionalInt.empty(),
                OptionalInt.of(0));
    }

    private Path example(String... settings) {
        return Toy.gaussian(folder.resolve("example"), settings);
    }

    private Document run(StudyFile.Read read, ValidationOptions options, String name, int threads) {
        Path out = folder.resolve(name);
        try (var held = ValidationFolder.create(out, read.study(), options)) {
            new Validation(read, options, threads, new Toy.Silence(), Toy.ENVIRONMENT).run(held);
        }
        return Document.read(out.resolve("validation.json"));
    }

    private static Document test(Document answer, String test) {
        return answer.get("tests").list().stream()
                .filter(each -> each.get("test").text().equals(test))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("an unfolding that has converged closes and recovers what was distorted")
    void trusted() {
        StudyFile.Read read = StudyFile.read(example("events=20000", "smearing=0.3"), List.of(IBU));
        var tests = EnumSet.complementOf(EnumSet.of(Kind.COVERAGE));
        Document answer = run(read, options(tests, 0.4, 20, 0), "validation", 2);
        assertThat(test(answer, "closure").get("verdict").text()).isEqualTo("passed");
        Document stress = test(answer, "stress");
        double error = stress.get("error").number();
        // A converged unfolding recovers all of it; six iterations leave at most (s²/(1+s²))⁶, 10⁻⁶ of it.
        assertThat(stress.get("recovered").number()).isCloseTo(1, within(3 * error + 0.02));
        // Without its undistorted pair the error would be √(2 · Var t/10000)/(0.4 · Var t), some 0.06.
        assertThat(error).isBetween(0.001, 0.03);
        assertThat(stress.get("paired").integer(Range.between(0, 100))).isEqualTo(20);
        assertThat(stress.get("verdict").text()).isEqualTo("passed");
        assertThat(test(answer, "bump").get("verdict").text()).isEqualTo("passed");
        assertThat(test(answer, "prior").get("verdict").text()).isEqualTo("passed");
        assertThat(test(answer, "hidden-variable").get("shifts").list()).isNotEmpty();
        assertThat(answer.get("rules").list().getFirst().get("nEff").list()).hasSize(25);
        assertThat(folder.resolve("validation/index.html")).isNotEmptyFile();
        assertThat(folder.resolve("validation/figures/stress-sizes.svg")).isNotEmptyFile();
    }

    /// One iteration with a resolution s in units of the prior's width recovers 1/(1 + s²) of a slope: the
    /// mean of gen at a reco value. tanh is not quite a slope, which is worth less than 0.1 here.
    @Test
    @DisplayName("one iteration against a bad resolution does not recover a strong distortion, and fails")
    void mistrusted() {
        StudyFile.Read read = StudyFile.read(
                example("events=20000", "smearing=1", "efficiency=1", "fakes=0"), List.of(IBU, "method.iterations=1"));
        Document answer = run(read, options(EnumSet.of(Kind.STRESS), 0.9, 20, 0), "validation", 2);
        Document stress = test(answer, "stress");
        assertThat(stress.get("verdict").text()).isEqualTo("failed");
        assertThat(stress.get("recovered").number()).isCloseTo(0.5, within(0.1));
        assertThat(answer.get("tests").list()).hasSize(1);
        assertThat(answer.get("remarks").list().getFirst().text()).contains("no joint distortion");
    }

    /// 30 toys: a share of 0.68 has the standard deviation 0.085; the mean over bins is not farther off than
    /// 4 of them, as if all bins were one. With three bins its error is 0.049 at least, more than the tolerance.
    @Test
    @DisplayName("intervals of bootstraps hold the truth as often as they promise, and few toys cannot tell")
    void coverage() {
        StudyFile.Read read = StudyFile.read(
                example("events=3000"),
                List.of(IBU, "method.iterations=3", "observables.bins.x=[-1.5, -0.5, 0.5, 1.5]"));
        Document answer = run(read, options(EnumSet.of(Kind.COVERAGE), 0.3, 10, 30), "validation", 2);
        Document coverage = test(answer, "coverage");
        assertThat(coverage.get("verdict").text()).isEqualTo("not conclusive");
        assertThat(coverage.get("reason").text()).contains("mean of 3 bins").contains("toys would tell");
        Document first = coverage.get("intervals").list().getFirst();
        assertThat(first.get("covered").list()).hasSize(3);
        assertThat(first.get("mean").number()).isCloseTo(0.68, within(4 * 0.085));
        assertThat(first.get("error").number()).isBetween(0.049, 0.085);
        assertThat(answer.get("tests").list()).hasSize(1);
    }

    @Test
    @DisplayName("networks are tested as they are trained, to the same bytes at any number of threads")
    void sameBytes() throws IOException {
        StudyFile.Read read = Toy.quick(example("events=1000", "dimensions=2"));
        ValidationOptions asked = options(EnumSet.allOf(Kind.class), 0.3, 10, 1);
        Document one = run(read, asked, "one", 1);
        run(read, asked, "three", 3);
        assertThat(Toy.digests(folder.resolve("three"))).isEqualTo(Toy.digests(folder.resolve("one")));
        assertThat(one.get("tests").list())
                .extracting(each -> each.get("of").text())
                .contains("x1 and x2 together, 30 %", "bump in x1, 30 %");
    }

    @Test
    @DisplayName("each observable is distorted together with the next, or the pairs that are named, of any observables")
    void pairs() {
        Study study = Toy.quick(example("events=100", "dimensions=4")).study();
        assertThat(texts(stress(), study)).containsExactly("x1:x2", "x2:x3", "x3:x4");
        var two = new ValidationOptions(
                EnumSet.of(Kind.STRESS),
                List.of("x4", "x2"),
                List.of(),
                0.3,
                0.1,
                10,
                OptionalInt.empty(),
                OptionalInt.empty());
        assertThat(texts(two, study)).containsExactly("x2:x4");
        assertThat(texts(stress("x4:x1", "x1 : x3"), study)).containsExactly("x4:x1", "x1:x3");
        assertThatThrownBy(() -> stress("x1:x5").requireSuited(study))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no observable 'x5'")
                .hasMessageContaining("--pairs");
        for (String wrong : List.of("x1", "x1:x1", "x1:x2:x3")) {
            assertThatThrownBy(() -> stress(wrong).requireSuited(study))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("'%s' is no pair".formatted(wrong));
        }
        assertThatThrownBy(() -> stress("x1:x2", "x2:x1").requireSuited(study))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'x2:x1' stands twice");
    }

    private static List<String> texts(ValidationOptions options, Study study) {
        return options.pairs(study).stream().map(ObservablePair::text).toList();
    }

    @Test
    @DisplayName("a pair that is named is distorted and recovered")
    void namedPair() {
        StudyFile.Read read = Toy.quick(example("events=1000", "dimensions=3"));
        Document answer = run(read, stress("x3:x1"), "validation", 2);
        assertThat(answer.get("tests").list())
                .extracting(each -> each.get("of").text())
                .containsExactly(
                        "slope of x1, 30 %", "slope of x2, 30 %", "slope of x3, 30 %", "x3 and x1 together, 30 %");
    }

    @Test
    @DisplayName("a distorted response leaves the yield of the detected events as it was")
    void response() {
        StudyFile.Read read = StudyFile.read(example("events=4000"), List.of(IBU));
        Inputs inputs = Inputs.read(read.study());
        Prepared prepared = Prepared.of(read.study(), inputs);
        var events = new ValidationEvents(read.study(), inputs, prepared);
        Weights factors = events.response(read.study().observables().getFirst(), 0.5);
        Weights seen = prepared.problem().recoWeight();
        // Rounding of 20 sums of some 200 terms.
        assertThat(seen.dot(factors)).isCloseTo(seen.sum(), within(1e-10 * seen.sum()));
        Mask changed = Mask.of(factors.size(), i -> factors.get(i) != 1);
        assertThat(changed.count()).isGreaterThan(1000);
        assertThat(changed.and(prepared.problem().passReco().not()).count()).isZero();
    }

    @Test
    @DisplayName("the halves have no event in common and are the whole")
    void halves() {
        StudyFile.Read read = StudyFile.read(example("events=4000"), List.of(IBU));
        Inputs inputs = Inputs.read(read.study());
        Prepared prepared = Prepared.of(read.study(), inputs);
        var halves = ValidationHalves.of(prepared.problem(), ValidationRows.of(inputs), Seed.of(1));
        assertThat(halves.nature().and(halves.simulation()).count()).isZero();
        int events = prepared.problem().size();
        int background = prepared.problem().background().size();
        assertThat(background).isGreaterThan(100);
        assertThat(halves.nature().or(halves.simulation()).count()).isEqualTo(events + background);
        // A binomial number of n events: √n/2 is 31.
        assertThat(halves.nature().count()).isBetween(1800, 2200 + background);
        // Every event is in one half, with twice its weight.
        assertThat(halves.problem().data().sum() + unfolding(halves))
                .isCloseTo(
                        2
                                * (prepared.problem().recoWeight().sum()
                                        + prepared.problem().background().sum()),
                        within(1e-9 * events));
        assertThat(halves.problem().background().size())
                .isBetween(
                        background / 2 - 4 * (int) Math.sqrt(background),
                        background / 2 + 4 * (int) Math.sqrt(background));
    }

    /// Of some 2,000 pairs of Gaussian floats no two are equal by chance.
    @Test
    @DisplayName("in a toy of nature's half against itself an event is one row, whatever it is drawn for")
    void noTwins() {
        StudyFile.Read read = Toy.quick(example("events=4000", "dimensions=2", "background=0.1"));
        Inputs inputs = Inputs.read(read.study());
        Prepared prepared = Prepared.of(read.study(), inputs);
        var halves = ValidationHalves.of(prepared.problem(), ValidationRows.of(inputs), Seed.of(1));
        ValidationHalves itself = halves.itself();
        UnfoldingProblem toy = itself.distorted(
                itself.counts(Seed.of(2).child("data")),
                itself.counts(Seed.of(2).child("simulation")));
        int rows = toy.reco().rows();
        assertThat(rows)
                .isEqualTo(halves.nature().count())
                .isEqualTo(toy.size() + toy.background().size());
        assertThat(toy.background().size()).isPositive();
        // What fails the reco selection has the weight 0 in both samples, and may look like anything.
        var different = new HashSet<List<Float>>();
        for (int row = 0; row < rows; row++) {
            if (row >= toy.size() || toy.passReco().get(row)) {
                different.add(List.of(toy.reco().get(row, 0), toy.reco().get(row, 1)));
            }
        }
        assertThat(different.size())
                .isEqualTo(toy.passReco().count() + toy.background().size());
        for (int i : toy.passReco().not().indices()) {
            assertThat(toy.data().get(i)).isZero();
        }
        // What a toy is drawn from is what is measured of nature in the halves, event by event.
        assertThat(itself.problem().data().sum())
                .isCloseTo(halves.problem().data().sum(), within(1e-9 * rows));
        assertThat(itself.problem().recoWeight().sum()
                        + itself.problem().background().sum())
                .isCloseTo(halves.problem().data().sum(), within(1e-9 * rows));
    }

    private static double unfolding(ValidationHalves halves) {
        return halves.problem().recoWeight().sum()
                + halves.problem().background().sum();
    }

    @Test
    @DisplayName("pseudo-data have the study's background, which is subtracted from them with other events of it")
    void background() {
        StudyFile.Read read = StudyFile.read(example("events=8000", "background=0.5"), List.of(IBU));
        Document answer = run(read, options(EnumSet.of(Kind.CLOSURE), 0.3, 10, 0), "validation", 2);
        assertThat(test(answer, "closure").get("verdict").text()).isEqualTo("passed");
        assertThat(answer.get("remarks").list()).isEmpty();
    }

    @Test
    @DisplayName("what cannot be used is named before anything is unfolded")
    void refused() throws IOException {
        StudyFile.Read read = StudyFile.read(example("events=1000"), List.of(IBU));
        assertThatThrownBy(() -> options(Set.of(), 1.5, 30, 0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("--strength must lie between 0 and 1, not 1.5");
        assertThatThrownBy(() -> options(Set.of(), 0.3, 3, 0)).hasMessageContaining("--bootstraps must be at least 10");
        assertThatThrownBy(() -> options(Set.of(), 0.3, 30, -1)).hasMessageContaining("--toys must not be negative");
        assertThatThrownBy(() -> new ValidationOptions(
                        Set.of(), List.of(), List.of(), 0.3, 0.1, 30, OptionalInt.of(31), OptionalInt.empty()))
                .hasMessageContaining("--paired must be 0, or from 10 to the 30 of --bootstraps, not 31");
        assertThatThrownBy(() -> ValidationOptions.kind("stres")).hasMessageContaining("Did you mean 'stress'?");
        var unknown = new ValidationOptions(
                Set.of(), List.of("y"), List.of(), 0.3, 0.1, 30, OptionalInt.empty(), OptionalInt.empty());
        assertThatThrownBy(() -> run(read, unknown, "out", 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no observable 'y'");
        StudyFile.Read choosing = StudyFile.read(
                folder.resolve("example/study.yaml"), List.of(IBU, "method.iterations={most: 8, criterion: toys}"));
        assertThatThrownBy(() -> run(choosing, options(Set.of(Kind.CLOSURE), 0.3, 10, 0), "out", 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("method.iterations is chosen from the data, at most 8 by criterion 'toys'")
                .hasMessageContaining("--set method.iterations=N");
        Files.writeString(Files.createDirectories(folder.resolve("full")).resolve("mine"), "");
        assertThatThrownBy(() -> run(read, options(Set.of(Kind.CLOSURE), 0.3, 10, 0), "full", 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not empty");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    @DisplayName("verdicts follow their stated rules")
    void rules() {
        var none = List.<ValidationStatistics.Comparison>of(
                new ValidationStatistics.Comparison("yield", new Hotelling(1, 1, 30, 0.4)));
        assertThat(recovery(0.95, 0.05, none)).isEqualTo(Verdict.PASSED);
        assertThat(recovery(0.5, 0.02, none)).isEqualTo(Verdict.FAILED);
        assertThat(recovery(0.8, 0.08, none)).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(recovery(1, 0.12, none)).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(recovery(0.5, 0.25, none)).isEqualTo(Verdict.INCONCLUSIVE);
        var unlikely = List.of(new ValidationStatistics.Comparison("x", new Hotelling(99, 1, 30, 1e-5)));
        assertThat(ValidationJudge.agreement(unlikely).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(recovery(1, 0.01, unlikely)).isEqualTo(Verdict.INCONCLUSIVE);
    }

    /// 32 replicas know an error to 1/√62 of it, 13 %.
    @Test
    @DisplayName("a shift of half an error passes where it is known to be no more, and one of more than an error fails")
    void shifts() {
        assertThat(shift(0.4)).isEqualTo(Verdict.PASSED);
        assertThat(shift(0.47)).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(shift(1)).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(shift(1.1)).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(shift(1.2)).isEqualTo(Verdict.FAILED);
    }

    private static Verdict shift(double errors) {
        double size = errors * Math.sqrt(31.0 / 29);
        return ValidationJudge.shift(Numbers.of(0.1 * size, -0.2 * size), Numbers.of(0.1, 0.2), 32)
                .verdict();
    }

    private static Verdict recovery(double share, double error, List<ValidationStatistics.Comparison> comparisons) {
        return ValidationJudge.recovery(new ValidationRecovery(share, error, 30), 0.1, 5, comparisons)
                .verdict();
    }
}
