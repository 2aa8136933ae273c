package unfurl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputExceptionTest {
    private static final List<String> NAMES = List.of("pT_reco", "pT_gen", "mass_gen", "eta_gen", "tau21");

    @Test
    @DisplayName("a missing name is told with what, where, the nearest, who asked and what there is, in this form")
    void theWholeMessage() {
        var error = InputException.notFound(
                "column", "pT_gne", "mc.parquet (1184312 rows)", "study.yaml: simulation.gen[0]", NAMES);
        assertThat(error).hasMessage("""
                no column 'pT_gne' in mc.parquet (1184312 rows). Did you mean 'pT_gen'?
                  asked by   study.yaml: simulation.gen[0]
                  available  eta_gen, mass_gen, pT_gen, pT_reco, tau21""");
    }

    @Test
    @DisplayName("nothing is said about who asked when that is plain, and nothing is suggested when nothing is near")
    void theShortMessage() {
        assertThat(InputException.notFound("key", "luminosity", "study.yaml", "", NAMES))
                .hasMessage(
                        "no key 'luminosity' in study.yaml.\n  available  eta_gen, mass_gen, pT_gen, pT_reco, tau21");
    }

    @Test
    @DisplayName("of many names twelve are shown and the rest counted")
    void manyNames() {
        List<String> names =
                IntStream.range(100, 300).mapToObj(i -> "weight_" + i).toList();
        String message =
                InputException.notFound("column", "phi", "mc.npz", "", names).getMessage();
        assertThat(message)
                .contains("weight_100, ")
                .contains("weight_111, … (200 in all)")
                .doesNotContain("weight_112");
    }

    @Test
    @DisplayName("of fourteen names all are shown: the count would hide two to say that there are two")
    void fewMoreNames() {
        List<String> names =
                IntStream.range(100, 114).mapToObj(i -> "weight_" + i).toList();
        assertThat(InputException.notFound("column", "phi", "mc.npz", "", names))
                .hasMessageContaining("weight_112, weight_113")
                .hasMessageEndingWith("weight_113");
    }

    @Test
    @DisplayName("what has to be given and is not is told with what is given, which is no choice")
    void notGiven() {
        assertThat(InputException.notGiven("key", "passGen", "study.yaml: simulation", List.of("file", "passReco")))
                .hasMessage("no key 'passGen' in study.yaml: simulation.\n  given      file, passReco");
    }

    @Test
    @DisplayName("where there are no names, the message says so")
    void noNames() {
        assertThat(InputException.notFound("column", "phi", "empty.csv", "", List.of()))
                .hasMessage("no column 'phi' in empty.csv.\n  available  nothing");
    }

    @ParameterizedTest
    @DisplayName("the nearest name is found over a wrong case, a swap, a missing, a spare and a wrong letter")
    @CsvSource({
        "PT_GEN, pT_gen",
        "pT_gne, pT_gen",
        "pTgen, pT_gen",
        "pT_genn, pT_gen",
        "pt-gen, pT_gen",
        "tau12, tau21",
        "masss_gn, mass_gen"
    })
    void nearest(String given, String expected) {
        assertThat(InputException.notFound("column", given, "f", "", NAMES))
                .hasMessageContaining("Did you mean '" + expected + "'?");
    }

    @ParameterizedTest
    @DisplayName("a name of which every letter would change is not near")
    @CsvSource({"x, ab", "xy, ab", "q, p"})
    void notNear(String given, String available) {
        assertThat(InputException.notFound("column", given, "f", "", List.of(available))
                        .getMessage())
                .doesNotContain("Did you mean");
    }

    @ParameterizedTest
    @DisplayName("of a short name only one letter may be wrong: two of four are half of it, and suggest anything")
    @CsvSource({"nope, core", "csv, npz", "mass, tau"})
    void shortAndNotNear(String given, String available) {
        assertThat(InputException.notFound("file or folder", given, "f", "", List.of(available))
                        .getMessage())
                .doesNotContain("Did you mean");
    }

    @ParameterizedTest
    @DisplayName("a short name with one wrong, missing, spare or swapped letter is found")
    @CsvSource({"cire, core", "jsn, json", "ptt, pt", "npzz, npz", "croe, core"})
    void shortAndNear(String given, String available) {
        assertThat(InputException.notFound("file", given, "f", "", List.of(available)))
                .hasMessageContaining("Did you mean '" + available + "'?");
    }

    @Test
    @DisplayName("why a file could not be used is told in words")
    void reasons() {
        assertThat(InputException.reason(new NoSuchFileException("/proc/x"))).isEqualTo("there is no /proc/x");
        assertThat(InputException.reason(new AccessDeniedException("a"))).isEqualTo("permission denied");
        assertThat(InputException.reason(new FileAlreadyExistsException("a"))).isEqualTo("a is there already");
        assertThat(InputException.reason(new DirectoryNotEmptyException("a"))).isEqualTo("a is not empty");
        assertThat(InputException.reason(new FileSystemException("a", null, "No space left on device")))
                .isEqualTo("No space left on device");
        assertThat(InputException.reason(new MalformedInputException(1))).isEqualTo("it is not UTF-8 text");
        assertThat(InputException.reason(new EOFException())).isEqualTo("it ends too early");
        assertThat(InputException.reason(new IOException("planted"))).isEqualTo("planted");
        assertThat(InputException.reason(new IOException())).isEqualTo("reading or writing failed");
    }

    @Test
    @DisplayName("who asked can be added by a caller further up, and the first error stays its cause")
    void askedBy() {
        var first = new InputException("mc.parquet is cut short at byte 1024");
        InputException second = first.askedBy("study.yaml: simulation.file");
        assertThat(second)
                .hasMessage("mc.parquet is cut short at byte 1024\n  asked by   study.yaml: simulation.file")
                .hasCause(first);
    }
}
