package unfurl.explorer.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;

@InBrowser
class ObservableTest {
    @Test
    void aPublishedObservableIsChosenFromTheList(Screen screen) {
        screen.open("tab=table").assertShows(Expected.of("pT_ll", screen.edges()));
        screen.at("observable").press("ArrowDown");
        screen.page()
                .locator("[role=listbox]:visible [role=option][data-name=m_jet]")
                .click();
        screen.assertShows(Expected.of("m_jet", screen.edgesOf("m_jet")));
        assertThat(screen.view()).contains("x=m_jet");
    }

    @Test
    void theNextObservableAndTheOneBefore(Screen screen) {
        screen.open("");
        screen.at("observable-next").click();
        assertThat(screen.at("observable")).hasValue("y_ll");
        screen.at("observable-previous").click();
        screen.at("observable-previous").click();
        assertThat(screen.at("observable")).hasValue("n_jets");
    }

    @Test
    void aNewOneIsTypedAndItsNamesAreCompletedByKeyboard(Screen screen) {
        screen.open("tab=table");
        Locator field = screen.at("observable");
        Locator options = screen.page().locator("[role=listbox]:visible [role=option]");
        field.fill("");
        field.pressSequentially("m_j");
        assertThat(options.first()).hasAttribute("data-name", "m_jet");
        field.press("Enter");
        assertThat(field).hasValue("m_jet");
        field.pressSequentially("/sq");
        screen.picture("completion");
        assertThat(options.first()).hasAttribute("data-name", "sqrt");
        field.press("Tab");
        assertThat(field).hasValue("m_jet/sqrt()");
        field.pressSequentially("ll");
        field.press("ArrowDown");
        assertThat(options.nth(1)).hasAttribute("aria-selected", "true");
        field.press("ArrowUp");
        field.press("Enter");
        assertThat(field).hasValue("m_jet/sqrt(pT_ll)");
        field.press("Enter");
        screen.assertShows(Expected.of("m_jet/sqrt(pT_ll)", screen.edgesOf("m_jet/sqrt(pT_ll)")));
    }

    @Test
    void anErrorIsMarkedWhereItIsAndTheNearestNameCanBeTaken(Screen screen) {
        screen.open("tab=table");
        screen.enter("observable", "pT_ll/m_jett");
        Locator box = screen.at("section-observable");
        assertThat(box.locator("mark")).hasText("m_jett");
        assertThat(box.locator(".problem")).containsText("m_jett");
        assertThat(box.locator(".problem")).containsText("(character 7)");
        assertThat(screen.at("observable")).hasAttribute("aria-invalid", "true");
        assertThat(screen.view()).doesNotContain("m_jett");
        screen.picture("error");
        Locator nearest = box.locator(".problem .mend");
        assertThat(nearest).hasText("Use m_jet");
        nearest.click();
        assertThat(screen.at("observable")).hasValue("pT_ll/m_jet");
        assertThat(box.locator("mark")).hasCount(0);
        screen.eventually(() -> assertThat(screen.view()).contains("pT_ll/m_jet"));
    }

    @Test
    void whatIsUndefinedForSomeEventsIsRefusedAndTheCutThatMendsItIsOffered(Screen screen) {
        screen.expectingRefusals().open("tab=table");
        screen.enter("observable", "tau2/tau1");
        assertThat(screen.at("advised-cut")).hasText("tau1 != 0");
        screen.picture("advice");
        screen.at("advised-cut").click();
        assertThat(screen.at("cut-0")).hasValue("tau1 != 0");
        screen.assertShows(Expected.of("tau2/tau1", screen.edgesOf("tau2/tau1")).where("tau1 != 0"));
    }
}
