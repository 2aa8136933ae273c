package unfurl.cli;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;
import unfurl.formats.MeasurementFolder;
import unfurl.measurement.Measurement;

/// The argument MEASUREMENT of the commands that read one.
final class MeasurementArgument {
    @Parameters(
            index = "0",
            paramLabel = "MEASUREMENT",
            description = "A run folder, a measurement folder, or a measurement in a zip.")
    private Path path;

    /// The path as given.
    Path path() {
        return path;
    }

    /// The measurement, verified.
    ///
    /// @throws unfurl.InputException when it is none, or damaged
    Measurement read() {
        return MeasurementFolder.read(path);
    }

    /// The same with the replicas' weights in half the memory.
    ///
    /// @throws unfurl.InputException when it is none, or damaged
    Measurement readCompact() {
        return MeasurementFolder.readCompact(path);
    }
}
