package unfurl.explorer.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import unfurl.hist.ChiSquare;
import unfurl.hist.ChiSquare.Inverse;
import unfurl.measurement.Prediction;
import unfurl.measurement.Testing;

@InBrowser
class PredictionsTest {
    private static final String VIEW = "bins=200,250,300,400,500,700&tab=table";
    private static final Expected ALL = Expected.of("pT_ll", 200, 250, 300, 400, 500, 700);
    private static final Pattern TEST = Pattern.compile("χ²/n = (\\S+)/(\\d+)(?:\\s+p = (\\S+))?(?: \\((.*)\\))?");

    /// The second has no normalisation of its own: it is scaled to the measured sum, and its shape is tested.
    @Test
    void twoAreComparedWithTheResult(Screen screen) {
        screen.open(VIEW);
        screen.at("prediction-tuned").check();
        screen.assertShows(ALL.beside(Sample.PRIOR, Sample.TUNED));
        assertTest(screen, Sample.PRIOR, ALL, Inverse.PSEUDO_INVERSE);
        assertTest(screen, Sample.TUNED, ALL.normalised(), Inverse.PSEUDO_INVERSE);
        assertThat(screen.at("test-tuned")).containsText("shape");
        assertThat(screen.at("test-prior")).containsText("p says little");
        assertThat(screen.at("test-tuned")).not().containsText("says little");
        assertThat(screen.at("remarks")).containsText("prior: these are the result's own events");
        assertThat(screen.at("remarks")).containsText("tuned: scaled to the measured sum");
        screen.at("prediction-prior").uncheck();
        screen.assertShows(ALL.beside(Sample.TUNED));
        assertThat(screen.at("test-prior")).isEmpty();
    }

    @Test
    void theInverseOfTheCovarianceIsChosen(Screen screen) {
        screen.open(VIEW);
        for (Inverse inverse : Inverse.values()) {
            screen.at("inverse").selectOption(inverse.toString());
            assertTest(screen, Sample.PRIOR, ALL, inverse);
        }
    }

    private static void assertTest(Screen screen, Prediction prediction, Expected expected, Inverse inverse) {
        ChiSquare chiSquare = prediction
                .test(
                        expected.breakdown(),
                        expected.spectra(prediction),
                        Testing.standard().with(inverse))
                .chiSquare();
        Locator shown = screen.at("test-" + prediction.name());
        screen.eventually(() -> {
            Matcher test = TEST.matcher(shown.textContent());
            assertThat(test.matches()).as(shown.textContent()).isTrue();
            Shown.assertRounded(test.group(1), chiSquare.value());
            assertThat(test.group(2)).isEqualTo(String.valueOf(chiSquare.degreesOfFreedom()));
            if (chiSquare.pValue().isPresent()) {
                Shown.assertRounded(test.group(3), chiSquare.pValue().getAsDouble());
            } else {
                assertThat(test.group(3)).isNull();
                assertThat(test.group(4)).contains("no p-value");
            }
        });
    }

    /// Hartlap's factor is for covariances of replicas; the luminosity's is of none.
    @Test
    void whatCannotBeTestedIsShownAllTheSameWithTheReason(Screen screen) {
        screen.open(VIEW + "&sources=luminosity&inverse=hartlap");
        assertThat(screen.at("test-prior")).containsText("no test");
        assertThat(screen.at("remarks")).containsText("prior: ");
        assertThat(screen.at("remarks")).containsText("replicas");
        assertThat(screen.at("plot").locator("svg.result .curve").first()).isVisible();
    }
}
