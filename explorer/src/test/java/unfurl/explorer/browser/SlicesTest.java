package unfurl.explorer.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@InBrowser
class SlicesTest {
    private static final String VIEW = "bins=200,300,400,600&tab=table";
    private static final Expected ALL = Expected.of("pT_ll", 200, 300, 400, 600);

    @Test
    void anObservableIsShownInBinsOfAnother(Screen screen) {
        screen.open(VIEW);
        screen.enter("slices", "y_ll");
        Locator plots = screen.at("plot").locator("svg.result");
        assertThat(plots).hasCount(3);
        double[] slices = screen.edges("slices-edges");
        screen.assertShows(ALL.in("y_ll", slices));
        screen.enter("slices-edges", "-2, 0, 1");
        assertThat(plots).hasCount(2);
        screen.assertShows(ALL.in("y_ll", -2, 0, 1));
        screen.enter("slices-count", "4");
        assertThat(plots).hasCount(4);
        screen.assertShows(ALL.in("y_ll", screen.edges("slices-edges")));
    }

    @Test
    void slicesThatAreOfferedBeginAndEndWhereACutDoes(Screen screen) {
        screen.open(VIEW);
        screen.cut("pT_ll >= 237 && pT_ll < 435");
        screen.enter("slices", "pT_ll");
        assertThat(screen.at("slices-edges")).hasValue(Pattern.compile("237, .*, 435"));
    }

    @Test
    void oneSliceIsShownAloneAndAllAgain(Screen screen) {
        screen.open(VIEW + "&slices=y_ll&sliceBins=-2,0,1");
        screen.at("slice-1").click();
        assertThat(screen.at("plot").locator("svg.result")).hasCount(1);
        assertThat(screen.at("edge")).isVisible();
        assertThat(screen.view()).contains("slice=1");
        screen.at("all-slices").click();
        assertThat(screen.at("plot").locator("svg.result")).hasCount(2);
        screen.at("slices-remove").click();
        screen.assertShows(ALL);
    }

    @Test
    void normalisedEachSliceHasTheIntegralOne(Screen screen) {
        screen.open(VIEW);
        screen.at("normalised").check();
        screen.assertShows(ALL.normalised());
        screen.enter("slices", "n_jets");
        screen.enter("slices-edges", "0.5, 1.5, 3.5");
        screen.assertShows(ALL.normalised().in("n_jets", 0.5, 1.5, 3.5));
        double[] integrals = new double[2];
        var rows = screen.cells("numbers", "tr:has(td)");
        double[] widths = {100, 100, 200};
        for (int i = 0; i < rows.size(); i++) {
            integrals[i / 3] += Shown.parse(rows.get(i).get(1)).value() * widths[i % 3];
        }
        assertThat(Arrays.stream(integrals))
                .allSatisfy(integral -> assertThat(integral).isBetween(0.98, 1.02));
    }
}
