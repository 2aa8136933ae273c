package unfurl.publication;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeNamesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "pT_ll;pT_ll",
                "tau2/tau1 > 0;tau2_tau1_0",
                "../../etc/passwd;etc_passwd",
                "`a b`;a_b",
                "Müon é;Muon_e",
                "τ;x",
                "'';x",
                "__;x"
            })
    @DisplayName("names have letters, digits and underscores, and are never empty")
    void names(String text, String name) {
        assertThat(SafeNames.of(text)).isEqualTo(name);
    }

    @Test
    @DisplayName("names are short, and each is given once whatever the case of its letters")
    void unique() {
        var names = new SafeNames();
        assertThat(SafeNames.of("a".repeat(300))).hasSize(48);
        assertThat(names.next("Pt")).isEqualTo("Pt");
        assertThat(names.next("pT")).isEqualTo("pT_2");
        assertThat(names.next("p/T")).isEqualTo("p_T");
        assertThat(names.next("pT 2")).isEqualTo("pT_2_2");
    }
}
