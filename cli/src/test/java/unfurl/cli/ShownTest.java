package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "12.345678, 12.35",
        "-0.00123456, -0.001235",
        "123456.7, 123457",
        "1.5e-7, 1.500e-07",
        "2e9, 2.000e+09",
        "1, 1.000",
        "NaN, NaN",
        "Infinity, Infinity"
    })
    @DisplayName("a number has four significant digits")
    void number(double value, String text) {
        assertThat(Shown.number(value)).isEqualTo(text);
    }

    @Test
    @DisplayName("exact numbers have no needless digits, counts have spaces, times have the unit that suits")
    void others() {
        assertThat(Shown.exact(200)).isEqualTo("200");
        assertThat(Shown.exact(-0.25)).isEqualTo("-0.25");
        assertThat(Shown.count(1234567)).isEqualTo("1 234 567");
        assertThat(Shown.plural(1, "bin")).isEqualTo("1 bin");
        assertThat(Shown.time(8.26)).isEqualTo("8.3 s");
        assertThat(Shown.time(59.6)).isEqualTo("1:00");
        assertThat(Shown.time(3725)).isEqualTo("1:02:05");
    }

    @Test
    @DisplayName("numbers are the same in every country")
    void locale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Shown.number(1.5)).isEqualTo("1.500");
            assertThat(Shown.count(12345)).isEqualTo("12 345");
        } finally {
            Locale.setDefault(before);
        }
    }
}
