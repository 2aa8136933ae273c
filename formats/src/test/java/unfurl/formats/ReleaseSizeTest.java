package unfurl.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.measurement.Measurement;

/// A table as large as ATLAS's release, 418,014 × 200, in its layout and with its published sums.
///
/// Source: the numbers are those of the files, doi:10.5281/zenodo.11507450.
class ReleaseSizeTest {
    private static final int EVENTS = 418_014;
    private static final double CROSS_SECTION = 1809.46;
    private static final double PRIOR = 1701.13;
    private static final double EFFECTIVE = 213_024;

    @TempDir
    Path folder;

    @Test
    @Tag("validation")
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void theReleasesSumsComeOutOfAFileOfItsSize() {
        Path file = folder.resolve("multifold.h5");
        Tables.write(release(), file);

        Measurement measurement = MeasurementFolder.read(file);

        // float32 has 24 bits, and errors of rounding of one sign at most add up to 2⁻²⁴ of the sum
        assertThat(measurement.events().rows()).isEqualTo(EVENTS);
        assertThat(measurement.events().names()).hasSize(200);
        assertThat(measurement.nominal().sum()).isCloseTo(CROSS_SECTION, within(CROSS_SECTION * 0x1p-24));
        assertThat(measurement.prior().orElseThrow().sum()).isCloseTo(PRIOR, within(PRIOR * 0x1p-24));
        assertThat(measurement.nominal().nEff()).isCloseTo(EFFECTIVE, within(EFFECTIVE * 0x1p-22));
        assertThat(measurement.head().groups()).hasSize(28);
        assertThat(MeasurementFolder.weightsWithoutRecipe(measurement)).isEmpty();
    }

    /// The weights are c(1 + s) in even rows and c(1 − s) in odd ones: n c is the sum, and n/(1 + s²) the effective
    /// number of events.
    private static Table release() {
        double s = Math.sqrt(EVENTS / EFFECTIVE - 1);
        IntToDoubleFunction nominal = i -> CROSS_SECTION / EVENTS * (i % 2 == 0 ? 1 + s : 1 - s);
        List<Column> columns = new ArrayList<>();
        AtlasNames.OBSERVABLES.forEach(observable -> columns.add(column(observable.column(), i -> 200.5 + i * 1e-3)));
        columns.add(column("weight_mc", i -> PRIOR / EVENTS));
        columns.add(column("weights_nominal", nominal));
        names().forEach(name -> columns.add(column(
                name, i -> nominal.applyAsDouble(i) * (1 + 0.05 * Math.sin(i * (1.0 + columns.size()))))));
        return Table.of("made here", columns);
    }

    private static List<String> names() {
        var names = new ArrayList<>(List.of("weights_dd", "target_dd"));
        for (int i = 0; i < 100; i++) {
            names.add("weights_ensemble_" + i);
        }
        for (int i = 0; i < 25; i++) {
            names.add("weights_bootstrap_mc_" + i);
            names.add("weights_bootstrap_data_" + i);
        }
        AtlasNames.SYSTEMATICS.keySet().forEach(name -> names.add("weights_" + name));
        return names;
    }

    private static Column column(String name, IntToDoubleFunction value) {
        float[] values = new float[EVENTS];
        for (int i = 0; i < EVENTS; i++) {
            values[i] = (float) value.applyAsDouble(i);
        }
        return Column.owning(name, values);
    }
}
