package unfurl.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static unfurl.explorer.Asked.CUT;
import static unfurl.explorer.Asked.EDGES;
import static unfurl.explorer.Asked.binning;
import static unfurl.explorer.Asked.numbers;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unfurl.event.Expression;
import unfurl.formats.Document;
import unfurl.hist.Axis;
import unfurl.measurement.Measurement;
import unfurl.measurement.Query;

/// What `docs/reference/explorer-api.md` promises of bins and brushes, over loopback.
class BinsTest {
    private static final Explored EXPLORED = Toy.explored();
    private static final Measurement MEASUREMENT = EXPLORED.measurement();

    @AutoClose
    private static final Served served = Served.of(EXPLORED);

    @Test
    @DisplayName("bins are laid with one width, one ratio or one N_eff")
    void bins() {
        Map<String, Object> request = Document.entries("expression", "pT", "count", 8, "from", 200, "to", 800);
        request.put("method", "equal");
        assertThat(numbers(served.ask("bins", request).get("edges")))
                .containsExactly(200, 275, 350, 425, 500, 575, 650, 725, 800);
        request.put("method", "log");
        double[] ratio = numbers(served.ask("bins", request).get("edges"));
        for (int i = 0; i < 8; i++) {
            assertThat(ratio[i + 1] / ratio[i]).isCloseTo(Math.pow(4, 0.125), within(2e-3));
        }
        request.put("method", "nEff");
        double[] even = numbers(served.ask("bins", request).get("edges"));
        assertThat(even).hasSize(9);
        double[] nEff = numbers(served.ask(
                        "view",
                        Document.entries(
                                "x", binning("pT", Arrays.stream(even).boxed().toList())))
                .get("nEff"));
        double mean = Arrays.stream(nEff).average().orElseThrow();
        for (double one : nEff) {
            // Edges are rounded to a thousandth of a mean width, and the last bin takes what is left.
            assertThat(one).isCloseTo(mean, within(0.03 * mean));
        }
        request.put("method", "log");
        request.put("from", -1);
        assertThat(served.refused("bins", request, 400).get("message").text()).contains("begin above 0");
    }

    @ParameterizedTest
    @CsvSource({"equal,-1e308,1e308", "log,1e-300,1e300", "equal,0,1e-310", "equal,1,1.0000000000000002", "nEff,1e6,1e7"
    })
    @DisplayName("bins that numbers cannot have, or without events, are refused")
    void impossibleBins(String method, double from, double to) {
        Document error = served.refused(
                "bins",
                Document.entries("expression", "pT", "count", 200, "method", method, "from", from, "to", to),
                400);
        assertThat(error.get("code").text()).isEqualTo("input");
    }

    @Test
    @DisplayName("the ends of an observable are the least and the greatest, however close its values")
    void ends() {
        Document bins = served.ask("bins", Document.entries("expression", "1e-320*pT", "count", 2, "from", 0, "to", 1));
        double[] pT = MEASUREMENT.events().column("pT", "the test").toArray();
        assertThat(bins.get("low").number())
                .isEqualTo(1e-320 * Arrays.stream(pT).min().orElseThrow());
        assertThat(bins.get("high").number())
                .isEqualTo(1e-320 * Arrays.stream(pT).max().orElseThrow());
        assertThat(bins.get("from").number()).isLessThan(bins.get("to").number());
    }

    @Test
    @DisplayName("a brush's histogram is the nominal one")
    void brush() {
        Document brush =
                served.ask("brush", Document.entries("expression", "pT", "edges", EDGES, "where", List.of(CUT)));
        Query query = Query.of(Expression.parse("pT"), Axis.of("pT", "GeV", 200, 230, 300, 450))
                .where(Expression.parse(CUT));
        assertThat(numbers(brush.get("value")))
                .containsExactly(MEASUREMENT.spectrum(query).values());
    }
}
