package unfurl.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import unfurl.formats.MeasurementFolder;
import unfurl.measurement.Measurement;

/// The argument MEASUREMENT of the commands that read one.
final class MeasurementArgument {
    @Parameters(
            index = "0",
            paramLabel = "MEASUREMENT",
            description =
                    "A run folder, a measurement folder, a measurement in a zip, or a table in the layout of ATLAS's "
                            + "release.")
    private Path path;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /// The path as given.
    Path path() {
        return path;
    }

    /// The measurement, verified. What it has that is used for nothing is said.
    ///
    /// @throws unfurl.InputException when it is none, or damaged
    Measurement read() {
        return told(MeasurementFolder.read(path));
    }

    /// The same with the replicas' weights in half the memory.
    ///
    /// @throws unfurl.InputException when it is none, or damaged
    Measurement readCompact() {
        return told(MeasurementFolder.readCompact(path));
    }

    private Measurement told(Measurement measurement) {
        unused(measurement).forEach(command.commandLine().getErr()::println);
        return measurement;
    }

    /// A line for the weights of a measurement that are in no uncertainty, if there are any.
    static List<String> unused(Measurement measurement) {
        List<String> names = MeasurementFolder.weightsWithoutRecipe(measurement);
        return names.isEmpty()
                ? List.of()
                : List.of("note: no recipe is known for %s: %s in no uncertainty"
                        .formatted(String.join(", ", names), names.size() == 1 ? "it is" : "they are"));
    }
}
