package unfurl.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.formats.Document;

class YodaTest {
    private static final Publication PUBLICATION = Published.of(Published.PT, Published.TRACKS);

    private static Map<String, YodaReading.Block> blocks(Yoda version) {
        return YodaReading.blocks(version.text(PUBLICATION.tables(), "UNFURL_TOY"));
    }

    private static String path(PublishedTable table) {
        return "/REF/UNFURL_TOY/d0%d-x01-y01".formatted(table.number());
    }

    private static List<String> labels(PublishedTable table) {
        return table.sources().stream().map(SourceErrors::label).toList();
    }

    @Test
    @DisplayName("YODA 2: values, edges and the changes down and up by source, between cells for the flows")
    void estimates() {
        for (PublishedTable table : PUBLICATION.tables()) {
            YodaReading.Block block = blocks(Yoda.TWO).get(path(table));
            assertThat(block.type()).isEqualTo("YODA_ESTIMATE1D_V3");
            assertThat(block.edges()).containsExactly(table.spectrum().axis().edges());
            assertThat(block.labels()).isEqualTo(labels(table)).contains("stat,ensemble", "sys,muEff");
            assertThat(block.rows()).hasSize(table.bins() + 2);
            assertThat(block.rows().getFirst()).containsOnly(Double.NaN);
            assertThat(block.rows().getLast()).containsOnly(Double.NaN);
            for (int bin = 0; bin < table.bins(); bin++) {
                double[] row = block.rows().get(bin + 1);
                assertThat(row[0]).isEqualTo(table.spectrum().value(bin));
                for (int k = 0; k < table.sources().size(); k++) {
                    assertThat(row[2 * k + 1]).isEqualTo(table.sources().get(k).down(bin));
                    assertThat(row[2 * k + 2]).isEqualTo(table.sources().get(k).up(bin));
                }
            }
        }
    }

    @Test
    @DisplayName("YODA 2: the covariance is an estimate of two axes, the first the fastest, with their flows")
    void covarianceEstimates() {
        for (PublishedTable table : PUBLICATION.tables()) {
            YodaReading.Block block = blocks(Yoda.TWO).get(path(table) + "-covariance");
            assertThat(block.type()).isEqualTo("YODA_ESTIMATE2D_V3");
            assertThat(block.edges()).hasSize(2);
            int cells = table.bins() + 2;
            assertThat(block.rows()).hasSize(cells * cells);
            for (int k = 0; k < cells * cells; k++) {
                int i = k % cells - 1;
                int j = k / cells - 1;
                boolean flow = Math.min(i, j) < 0 || Math.max(i, j) == table.bins();
                assertThat(block.rows().get(k))
                        .containsExactly(flow ? Double.NaN : table.total().get(i, j));
            }
        }
    }

    @Test
    @DisplayName("YODA 1: points in the middle of the bins, the total error, and the breakdown by source")
    void scatters() {
        for (PublishedTable table : PUBLICATION.tables()) {
            YodaReading.Block block = blocks(Yoda.ONE).get(path(table));
            assertThat(block.type()).isEqualTo("YODA_SCATTER2D_V2");
            assertThat(block.rows()).hasSize(table.bins());
            for (int bin = 0; bin < table.bins(); bin++) {
                double[] row = block.rows().get(bin);
                assertThat(row[0] - row[1]).isEqualTo(table.spectrum().axis().edge(bin));
                assertThat(row[0] + row[2]).isEqualTo(table.spectrum().axis().edge(bin + 1));
                assertThat(row[3]).isEqualTo(table.spectrum().value(bin));
                assertThat(row[4]).isEqualTo(row[5]).isEqualTo(table.total().error(bin));
                Document breakdown = block.annotations().get("ErrorBreakdown").get(Integer.toString(bin));
                assertThat(breakdown.keys()).isEqualTo(labels(table));
                for (SourceErrors source : table.sources()) {
                    Document error = breakdown.get(source.label()).onlyKeys("dn", "up");
                    assertThat(error.get("dn").number()).isEqualTo(source.down(bin));
                    assertThat(error.get("up").number()).isEqualTo(source.up(bin));
                }
            }
        }
    }

    @Test
    @DisplayName("YODA 1: the covariance is a scatter of three coordinates")
    void covarianceScatters() {
        PublishedTable table = PUBLICATION.tables().getLast();
        YodaReading.Block block = blocks(Yoda.ONE).get(path(table) + "-covariance");
        assertThat(block.type()).isEqualTo("YODA_SCATTER3D_V2");
        assertThat(block.rows()).hasSize(16);
        assertThat(block.rows().get(4 * 2 + 1))
                .containsExactly(2.75, 0.75, 0.75, 1.5, 0.5, 0.5, table.total().get(2, 1), 0, 0);
    }

    @Test
    @DisplayName("of each version every table has its values and their covariance, and nothing else")
    void blocksAreThere() {
        for (Yoda version : Yoda.values()) {
            assertThat(blocks(version)).hasSize(4);
        }
    }

    @Test
    @DisplayName("quotes and lines in texts do not break a line")
    void quoted() {
        assertThat(Yoda.quoted("a \"b\"\n \\tau")).isEqualTo("\"a \\\"b\\\" \\\\tau\"");
    }
}
