package unfurl.arch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The benchmarks are compiled after the tests that look at every other module.
class BenchmarksOrderTest {
    @Test
    @DisplayName("the benchmarks use what their line allows")
    void benchmarksKeepTheOrder() {
        assertThat(Classes.of("benchmarks"))
                .anyMatch(model -> model.thisClass().asInternalName().equals("unfurl/bench/Main"));
        assertThat(PackageOrder.violations("bench", Classes.of("benchmarks"))).isEmpty();
    }
}
