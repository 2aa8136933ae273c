package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.study.Examples;

class ValidateCommandTest {
    @TempDir
    Path folder;

    /// A resolution as bad as the prior is wide, and one iteration: half of a slope is recovered.
    @BeforeEach
    void example() {
        Examples.write("gaussian", folder.resolve("example"), List.of("events=20000", "smearing=1"), Optional.empty());
    }

    private Unfurl validate(String... options) {
        var args = new ArrayList<Object>(List.of(
                "validate",
                folder.resolve("example/study.yaml"),
                "--set",
                "method={name: ibu, iterations: 1, bins: {x: {bins: 12, from: -3, to: 3}}, recoBins: {x: {bins: 12, from: -4, to: 4}}}",
                "--threads",
                "1",
                "--bootstraps",
                "10"));
        args.addAll(List.of(options));
        return Unfurl.run(args.toArray());
    }

    @Test
    @DisplayName("a verdict for each test is printed; one that failed is an error only where it is asked to be")
    void verdicts() {
        Unfurl lenient = validate("--tests", "closure, stress", "--strength", "0.9", "--out", folder + "/a");
        assertThat(lenient.code()).as(lenient.err()).isZero();
        assertThat(lenient.lines()).hasSize(4);
        assertThat(lenient.lines().get(1)).matches(" +closure +independent half +passed .*");
        assertThat(lenient.lines().get(2)).matches(" +stress +slope of x, 90 % +failed .*");
        assertThat(lenient.lines().getLast()).endsWith("index.html");
        Unfurl strict = validate("--tests", "stress", "--strength", "0.9", "--out", folder + "/b", "--strict");
        assertThat(strict.code()).isEqualTo(3);
        assertThat(strict.err())
                .contains("unfurl: 1 of 1 test failed: stress (slope of x, 90 %)\n  asked by   --strict");
        assertThat(validate("--tests", "closure", "--out", folder + "/c", "--strict")
                        .code())
                .isZero();
    }

    @Test
    @DisplayName("an unknown test or observable is answered with the nearest")
    void unknown() {
        Unfurl wrong = validate("--tests", "closur", "--out", folder + "/a");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("no test 'closur'", "Did you mean 'closure'?", "--tests");
        Unfurl pair = validate("--pairs", "x:y", "--out", folder + "/a");
        assertThat(pair.code()).isEqualTo(2);
        assertThat(pair.err()).contains("no observable 'y'", "--pairs");
        assertThat(folder.resolve("a")).doesNotExist();
    }

    @Test
    @DisplayName("where nothing would be tested nothing is begun, however strict: no failure is no trust")
    void nothingTested() {
        Unfurl nothing = validate("--tests", "coverage", "--toys", "0", "--out", folder + "/a", "--strict");
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err()).contains("nothing would be tested", "--tests coverage", "--toys N");
        assertThat(folder.resolve("a")).doesNotExist();
    }
}
