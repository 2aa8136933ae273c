package unfurl.report.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class TextLineTest {
    @Test
    void everyLetterMakesALineWider() {
        String text = "dσ/dpT of the Z boson, √s = 13 TeV ± ℓ";
        double previous = 0;
        for (int i = 1; i <= text.length(); i++) {
            double width = TextLine.of(Label.quote(text.substring(0, i)), 12).width();
            assertThat(width).isGreaterThan(previous);
            previous = width;
        }
    }

    @Test
    void widthGrowsInProportionToTheSize() {
        double small = TextLine.of("p_{T}^{\\ell\\ell} [GeV]", 10).width();
        assertThat(TextLine.of("p_{T}^{\\ell\\ell} [GeV]", 30).width()).isCloseTo(3 * small, within(1e-9));
    }

    @Test
    void tenDigitsHaveTheWidthOfHelvetica() {
        // Helvetica's digits are 556/1000 em wide; Liberation Sans' 1139/2048. Kerning of "11" is left out.
        assertThat(TextLine.of("0234567890", 100).width()).isCloseTo(10 * 100 * 1139 / 2048.0, within(1e-9));
    }

    @Test
    void lowerAndUpperScriptsShareTheirWidth() {
        double both = TextLine.of("τ_{21}^{jet}", 12).width();
        double lower = TextLine.of("τ_{21}", 12).width();
        double upper = TextLine.of("τ^{jet}", 12).width();
        assertThat(both).isCloseTo(Math.max(lower, upper), within(1e-9));
    }

    @Test
    void aFittedLineIsNotWiderThanItsRoom() {
        assertThat(TextLine.fitted("A very long title of an axis", 14, 50).width())
                .isLessThanOrEqualTo(50 + 1e-9);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void drawingLoadsNothingNativeOfAwt() throws IOException {
        // Other tests of this JVM may have opened a PDF with PDFBox, which does: so a JVM of its own.
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        var process = new ProcessBuilder(
                        java.toString(), "-cp", System.getProperty("java.class.path"), Drawing.class.getName())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("drawn, libawt false\n");
    }

    /// Draws a figure and says whether libawt is mapped.
    static final class Drawing {
        private Drawing() {}

        public static void main(String[] arguments) throws IOException {
            Figure figure = FigureTest.falling();
            if (figure.svg().length() > 0 && figure.pdf().length > 0) {
                String maps = Files.readString(Path.of("/proc/self/maps"));
                System.out.println("drawn, libawt " + maps.contains("libawt"));
            }
        }
    }
}
