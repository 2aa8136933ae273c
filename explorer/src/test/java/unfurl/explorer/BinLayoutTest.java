package unfurl.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Mask;
import unfurl.event.Weights;

/// Bins of one effective number of events. With equal weights it is the number of events, which is counted.
class BinLayoutTest {
    private static final int EVENTS = 1000;

    @Test
    @DisplayName("1000 events at 0, 1, …, 999 are four bins of 250, the last as full as the others")
    void equalNumbersOfEvents() {
        OrderedEvents events = events(Column.tabulate("x", EVENTS, i -> (i * 7) % EVENTS), Weights.ones(EVENTS));
        assertThat(new BinLayout(events).edges(equalNEff(4, 0, 1000))).containsExactly(0, 250, 500, 750, 1000);
    }

    @Test
    @DisplayName("where weights differ from event to event, each bin's N_eff is within 2 % of the mean")
    void equalNEffOfWeights() {
        OrderedEvents events = events(
                Column.tabulate("x", EVENTS, i -> Math.sqrt(i)),
                Weights.tabulate(EVENTS, i -> 1 + (i % 5) * 0.5 + (i > 500 ? 3 : 0)));
        double[] edges = new BinLayout(events).edges(equalNEff(6, 0, 32));
        double[] nEff = IntStream.range(0, 6)
                .mapToDouble(i -> events.nEff(events.at(edges[i]), events.at(edges[i + 1])))
                .toArray();
        double mean = IntStream.range(0, 6).mapToDouble(i -> nEff[i]).sum() / 6;
        assertThat(nEff).hasSize(6).satisfies(all -> {
            for (double one : all) {
                assertThat(one).isCloseTo(mean, within(0.02 * mean));
            }
        });
    }

    @Test
    @DisplayName("events of one value stay in one bin: of the values 1, 2 and 3 there are at most three bins")
    void tiesStayTogether() {
        OrderedEvents events = events(Column.tabulate("n", EVENTS, i -> 1 + i % 3), Weights.ones(EVENTS));
        assertThat(new BinLayout(events).edges(equalNEff(3, 0.5, 3.5))).containsExactly(0.5, 1.5, 2.5, 3.5);
    }

    @Test
    @DisplayName("a cut at 355 and 845 ends the bins there, not at the round numbers 300 and 900; one at 302 at 300")
    void endsAtTheCut() {
        assertThat(ends(355, 845)).containsExactly(355, 845);
        assertThat(ends(302, 898)).containsExactly(300, 900);
    }

    /// The ends of four bins of the numbers that are as far apart as possible from `from` to below `to`.
    private static double[] ends(double from, double to) {
        OrderedEvents events = events(
                Column.tabulate("x", EVENTS, i -> from + (to - from) * i / (EVENTS - 0.5)), Weights.ones(EVENTS));
        double[] edges = new BinLayout(events).edges(equalNEff(4, OptionalDouble.empty(), OptionalDouble.empty()));
        return new double[] {edges[0], edges[4]};
    }

    private static OrderedEvents events(Column values, Weights weights) {
        return OrderedEvents.of(values, Mask.all(EVENTS), weights);
    }

    private static BinsRequest equalNEff(int count, double from, double to) {
        return equalNEff(count, OptionalDouble.of(from), OptionalDouble.of(to));
    }

    private static BinsRequest equalNEff(int count, OptionalDouble from, OptionalDouble to) {
        return new BinsRequest(
                new Desk.Key("client", "slot"),
                Expression.parse("x"),
                Optional.empty(),
                BinsRequest.Method.N_EFF,
                count,
                from,
                to);
    }
}
