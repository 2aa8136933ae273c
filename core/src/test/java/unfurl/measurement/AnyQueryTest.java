package unfurl.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import unfurl.event.Expression;
import unfurl.hist.Axis;

class AnyQueryTest {
    private static final Query ONE = new Query(
            Expression.parse("a / b"), Axis.of("a", "", 0, 1), Optional.of(Expression.parse("c > 0 && a > 0")), false);
    private static final SlicedQuery SLICED =
            new SlicedQuery(ONE, Expression.parse("d + a"), Axis.of("d", "", 0, 1, 2));

    @Test
    void theColumnsAreThoseOfEveryExpressionInTheirOrder() {
        assertThat(ONE.columns()).containsExactly("a", "b", "c");
        assertThat(SLICED.columns()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void aSlicedQueryAloneHasSlicesAndBothAreNormalisedAlike() {
        assertThat(ONE.sliced()).isEmpty();
        assertThat(SLICED.sliced()).contains(SLICED);
        for (AnyQuery query : List.of(ONE, SLICED)) {
            assertThat(query.each()).isEqualTo(ONE);
            assertThat(query.asNormalised().each()).isEqualTo(ONE.asNormalised());
            assertThat(query.asNormalised().sliced().isPresent())
                    .isEqualTo(query.sliced().isPresent());
        }
    }
}
