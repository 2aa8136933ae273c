package unfurl.explorer.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

@InBrowser
class AddressTest {
    @Test
    void aReloadedPageShowsTheSame(Screen screen) {
        screen.open("tab=table");
        screen.enter("observable", "m_jet/pT_ll*100");
        screen.edgesOf("m_jet/pT_ll*100");
        screen.enter("edges", "3, 8, 12, 30");
        screen.cut("abs(y_ll) < 1 && pT_ll < 9e2");
        screen.cut("n_jets > 1");
        screen.at("cut-1-on").uncheck();
        screen.enter("new-range", "tau2");
        screen.at("brush-0").getByTestId("brush-to").fill("0.4");
        screen.at("brush-0").getByTestId("brush-to").press("Enter");
        screen.enter("slices", "y_ll");
        screen.enter("slices-edges", "-1, 0, 1");
        screen.at("normalised").check();
        screen.at("log-x").check();
        screen.at("prediction-tuned").check();
        screen.at("inverse").selectOption("shrinkage");
        screen.at("tab-breakdown").click();
        screen.at("source-model").uncheck();
        screen.at("tab-table").click();
        Expected expected = Expected.of("m_jet/pT_ll*100", 3, 8, 12, 30)
                .where("abs(y_ll) < 1 && pT_ll < 9e2 && tau2 < 0.4")
                .normalised()
                .in("y_ll", -1, 0, 1)
                .with(List.of("ensemble", "bootstrap", "trackEff", "luminosity"))
                .beside(Sample.PRIOR, Sample.TUNED);
        screen.assertShows(expected);
        String view = screen.view();
        String remarks = screen.at("remarks").textContent();
        screen.page().reload();
        screen.assertShows(expected);
        assertThat(screen.view()).isEqualTo(view);
        assertThat(screen.at("remarks")).hasText(remarks);
        assertThat(screen.at("cut-1-on")).not().isChecked();
        assertThat(screen.at("log-x")).isChecked();
        assertThat(screen.at("inverse")).hasValue("shrinkage");
    }

    @Test
    void backAndForwardGoThroughTheViews(Screen screen) {
        screen.open("bins=200,300,400&tab=table");
        screen.enter("edges", "200, 300, 500");
        screen.cut("y_ll > 0");
        Expected second = Expected.of("pT_ll", 200, 300, 500);
        screen.assertShows(second.where("y_ll > 0"));
        screen.page().goBack();
        screen.assertShows(second);
        assertThat(screen.at("cut-0")).hasCount(0);
        screen.page().goBack();
        screen.assertShows(Expected.of("pT_ll", 200, 300, 400));
        screen.page().goForward();
        screen.page().goForward();
        screen.assertShows(second.where("y_ll > 0"));
        assertThat(screen.at("cut-0")).hasValue("y_ll > 0");
    }

    @Test
    void aLinkThatCannotBeShownSaysSoAndLeadsBack(Screen screen) {
        screen.expectingRefusals().load("x=nothing&tab=table");
        assertThat(screen.at("section-observable").locator("mark")).hasText("nothing");
        screen.at("begin-anew").click();
        assertThat(screen.at("observable")).hasValue("pT_ll");
        assertThat(screen.at("selection").locator("b")).isVisible();
    }
}
