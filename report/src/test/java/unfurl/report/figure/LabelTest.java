package unfurl.report.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import unfurl.InputException;

final class LabelTest {
    @Test
    void aLetterThatCarriesAScriptIsAVariableUnlessItEndsAWord() {
        assertThat(Label.parse("p_{T} [GeV]").html()).isEqualTo("<i>p</i><sub>T</sub> [GeV]");
        assertThat(Label.parse("93.5 fb^{-1}").html()).isEqualTo("93.5 fb<sup>−1</sup>");
        assertThat(Label.parse("dσ/d{p_{T}}").html()).isEqualTo("dσ/d<i>p</i><sub>T</sub>");
    }

    @Test
    void scriptsBelowAndAboveShareTheirPlace() {
        assertThat(Label.parse("p_{T}^{\\ell\\ell}").html())
                .isEqualTo("<i>p</i><span class=\"scripts\"><sup>ℓℓ</sup><sub>T</sub></span>");
        assertThat(Label.parse("p^{ℓℓ}_T").html())
                .isEqualTo(Label.parse("p_T^{ℓℓ}").html());
    }

    @Test
    void greekAndSymbolsMayBeNamedOrTyped() {
        assertThat(Label.parse("\\tau_{21}")).isEqualTo(Label.parse("τ_{21}"));
        assertThat(Label.parse("\\Delta\\phi, \\sqrt s").plain()).isEqualTo("Δφ, √s");
        assertThat(Label.parse("fb⁻¹")).isEqualTo(Label.parse("fb^{-1}"));
    }

    @Test
    void emphasisMayHoldOtherMarkup() {
        assertThat(Label.parse("**Unfurl** √*s*").html()).isEqualTo("<b>Unfurl</b> √<i>s</i>");
    }

    @Test
    void quotedTextIsShownAsItIs() {
        for (String name : new String[] {"pT_ll", "a*b^2", "{x}\\y", "tau2_trackj1/tau1_trackj1"}) {
            assertThat(Label.parse(Label.quote(name)).plain()).isEqualTo(name);
        }
    }

    @Test
    void textBecomesHarmlessHtml() {
        assertThat(Label.parse("<b> & \"c\"").html()).isEqualTo("&lt;b&gt; &amp; &quot;c&quot;");
    }

    @Test
    void whatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> Label.parse("p_{T"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("p_{T");
        assertThatThrownBy(() -> Label.parse("p}"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'}'");
        assertThatThrownBy(() -> Label.parse("p_")).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Label.parse("**p")).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Label.parse("\\elll"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Did you mean 'ell'?");
    }
}
