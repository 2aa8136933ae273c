package unfurl.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import unfurl.InputException;

class CitationTest {
    @Test
    void writesBibtex() {
        var citation = new Citation("Doe:2020", "misc", Map.of("title", "{A {B}}"));
        assertThat(citation.bibtex()).isEqualTo("@misc{Doe:2020,\n  title = {{A {B}}}\n}");
    }

    @Test
    void aBibliographyHasEachKeyOnceInOrder() {
        String text = Citation.bibliography(List.of(Works.PHILOX, Works.OMNIFOLD, Works.PHILOX));
        assertThat(text.indexOf("@article{Andreassen:2019cjw,")).isZero();
        assertThat(text.split("@", -1)).hasSize(3);
        assertThat(text).endsWith("}\n").contains("eprint = {1911.09107}");
        assertThat(Citation.bibliography(List.of())).isEmpty();
    }

    @Test
    void oneKeyStandsForOneWork() {
        var other = new Citation(Works.OMNIFOLD.key(), "misc", Map.of("title", "x"));
        assertThatThrownBy(() -> Citation.bibliography(List.of(Works.OMNIFOLD, other)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Andreassen:2019cjw stands for two works");
    }

    @Test
    void refusesWhatWouldBreakTheFile() {
        assertThatThrownBy(() -> new Citation("a,b", "misc", Map.of())).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new Citation("a", "misc", Map.of("title", "}{")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("citation a: 'title = {}{}' is no BibTeX field");
    }
}
