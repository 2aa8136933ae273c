package unfurl.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import unfurl.InputException;
import unfurl.formats.MeasurementFolder;
import unfurl.formats.MissingPath;
import unfurl.formats.TablePath;
import unfurl.formats.Tables;

/// `unfurl info`: what a table, a run, a measurement, a model or a study is.
@Command(
        name = "info",
        description = {
            "Says what a file or folder is and what is in it.",
            "",
            "  a table         rows; type, unit, range and NaNs of each column, in order",
            "  a run folder    how far it is; its inputs, measurement and report",
            "  a measurement   what was measured; weights with their recipes; citations",
            "  a model         the shape of a network, the features that it sees, what its output is",
            "  a study file    the study with every default written out"
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  unfurl info mc.parquet",
            "  unfurl info runs/zjets",
            "  unfurl info runs/zjets/measurement --format json",
            "  unfurl info runs/zjets/models/step2-0.safetensors",
            "  unfurl info study.yaml > study.resolved.yaml"
        })
final class InfoCommand implements Runnable {
    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "A table, a run folder, a measurement (folder, zip or release), a model, or a study file.")
    private Path path;

    @Mixin
    private AnswerOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        format.print(info(), spec.commandLine().getOut());
    }

    private Answer info() {
        Path file = TablePath.of(path).file();
        if (!Files.exists(file)) {
            throw MissingPath.of("file or folder", file);
        }
        if (RunInfo.isRun(path)) {
            return RunInfo.of(path);
        }
        if (MeasurementFolder.isMeasurement(path)) {
            return new MeasurementInfo(path, MeasurementFolder.read(path));
        }
        if (StudyInfo.isStudy(path)) {
            return StudyInfo.of(path);
        }
        if (Stream.of(Tables.Format.values()).anyMatch(known -> known.isEndingOf(path))) {
            return new TableInfo(path, Tables.read(path));
        }
        if (ModelInfo.isModel(path)) {
            return ModelInfo.of(path);
        }
        throw new InputException(
                "%s is neither a table, a run, a measurement, a model nor a study\n  allowed    %s"
                        .formatted(
                                path,
                                "a file .parquet, .h5, .npz, .npy, .csv, .root, .safetensors, .yaml or .zip, a run folder or a measurement folder"));
    }
}
