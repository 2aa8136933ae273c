package unfurl.publication;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TexLabelTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "jet mass;jet mass",
                "$p_T$;$p_T$",
                "*p*_{T}^{\\ell\\ell};$p_{T}^{\\ell\\ell}$",
                "*η*^{ℓ1};$η^{ℓ1}$",
                "N_{tracks}^{jet 1};$N_{\\mathrm{tracks}}^{\\mathrm{jet}~1}$",
                "a\\*b;$a*b$"
            })
    @DisplayName("a label with markup becomes TeX, and any other stays as it is")
    void labels(String label, String tex) {
        assertThat(TexLabel.of(label)).isEqualTo(tex);
    }
}
