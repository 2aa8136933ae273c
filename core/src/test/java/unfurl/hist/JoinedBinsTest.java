package unfurl.hist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JoinedBinsTest {
    private static int[] groups(int most, double... contents) {
        var joined = JoinedBins.ofEqualContent(contents, most);
        return IntStream.range(0, contents.length).map(joined::groupOf).toArray();
    }

    @Test
    @DisplayName("each bin is in the equal part of all content that the middle of its own lies in")
    void middles() {
        // Middles at 1/8, 3/8, 5/8, 7/8 of all; at 1/6, 1/2, 5/6; and at 0.35, 0.75, 0.85, 0.95.
        assertThat(groups(2, 1, 1, 1, 1)).containsExactly(0, 0, 1, 1);
        assertThat(groups(4, 1, 1, 1, 1)).containsExactly(0, 1, 2, 3);
        assertThat(groups(2, 1, 1, 1)).containsExactly(0, 1, 1);
        assertThat(groups(4, 7, 1, 1, 1)).containsExactly(0, 1, 1, 1);
        assertThat(groups(1, 1, 1)).containsExactly(0, 0);
        assertThat(groups(9, 1, 1)).containsExactly(0, 1);
    }

    @Test
    @DisplayName("the sign of a content does not matter, and nothing at all is one group")
    void anySign() {
        assertThat(groups(2, -1, 1, 1, -1)).containsExactly(0, 0, 1, 1);
        assertThat(groups(3, 0, 0, 0)).containsExactly(0, 0, 0);
    }

    @Test
    @DisplayName("sums and edges are those of the groups")
    void sumsAndEdges() {
        var joined = JoinedBins.ofEqualContent(new double[] {7, 1, 1, 1}, 4);
        assertThat(joined.count()).isEqualTo(2);
        assertThat(joined.sums(new double[] {1, 2, 3, 4})).containsExactly(1, 9);
        assertThat(joined.edges(Axis.of("x", "", 0, 1, 3, 6, 10))).containsExactly(0, 1, 10);
    }
}
