package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.formats.Document;
import unfurl.reweight.AreaUnderCurve;
import unfurl.uncertainty.Closure;
import unfurl.uncertainty.ResponseChecks;
import unfurl.unfold.ParameterOffset;

/// Checks in a file.
class ChecksFileTest {
    @Test
    @DisplayName("what is read of the checks of a response is what was written")
    void response() {
        var closure = new Closure("x", 12.5, 10, 0.25, 0.015);
        var checks = new ResponseChecks(
                List.of(new ResponseChecks.Normalisation("a", 0.5, Optional.of(closure))),
                Optional.of(closure),
                new AreaUnderCurve(0.51, 0.004),
                0.99,
                "'a' = 1",
                List.of(new ParameterOffset("a", 1.5, -0.02, 0.005), new ParameterOffset("b", 2, 0.01, 0.25)),
                List.of(new ResponseChecks.End("a", 2, 1234.5)));
        String text = ChecksFile.document(checks).toJsonLine();
        assertThat(ChecksFile.response(Document.json(text, "the test"))).isEqualTo(checks);
    }
}
