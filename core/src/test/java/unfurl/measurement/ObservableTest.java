package unfurl.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import unfurl.InputException;
import unfurl.event.Expression;
import unfurl.hist.Axis;

class ObservableTest {
    @Test
    void edgesHave12DigitsAndMoreWhereTheseWouldBeAlike() {
        var x = new Observable("x", "x", "");
        assertThat(x.edgesAsText()).isEmpty();
        assertThat(x.withBins(0, 0.1 + 0.2, 1e6, 1234567.5).edgesAsText())
                .containsExactly("0", "0.3", "1000000", "1234567.5");
        assertThat(x.withBins(1, 1 + 1e-13, 2).edgesAsText()).containsExactly("1", "1.0000000000001", "2");
        assertThat(x.withBins(1, Math.nextUp(1.0)).edgesAsText()).containsExactly("1", "1.0000000000000002");
    }

    private static final Observable MASS = new Observable("m", "$m$", "GeV");

    @Test
    void itsBinsHaveItsNameAndUnit() {
        var observable = new Observable("m", "$m$", "GeV", Optional.empty(), Optional.of(Axis.of("else", "MeV", 1, 2)));
        assertThat(observable.bins()).contains(Axis.of("m", "GeV", 1, 2));
        assertThat(observable).isEqualTo(MASS.withBins(1, 2));
        assertThat(MASS.bins()).isEmpty();
    }

    @Test
    void theConditionOfHavingNoValueKeepsTheBins() {
        Observable observable = MASS.withBins(1, 2).withoutValueWhere(Expression.parse("m == 0"));
        assertThat(observable.noValue()).contains(Expression.parse("m == 0"));
        assertThat(observable.bins()).isPresent();
        assertThat(observable.withBins(3, 4).noValue()).isPresent();
    }

    @Test
    void binsAreFiniteAndRiseAndAreOneAtLeast() {
        assertThatThrownBy(() -> MASS.withBins(1, 3, 2))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'m' must be finite and strictly increasing; edge 2 is 2.0 after 3.0");
        assertThatThrownBy(() -> MASS.withBins(1, Double.NaN)).hasMessageContaining("edge 1 is NaN");
        assertThatThrownBy(() -> MASS.withBins(1)).hasMessageContaining("at least two edges, not 1");
    }
}
