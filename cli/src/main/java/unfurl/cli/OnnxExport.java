package unfurl.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import unfurl.InputException;
import unfurl.formats.Document;
import unfurl.formats.MeasurementFolder;
import unfurl.formats.MissingPath;
import unfurl.model.Ensemble;
import unfurl.model.Model;
import unfurl.model.ModelFile;
import unfurl.model.ModelFolder;
import unfurl.model.Onnx;

/// `unfurl export --to onnx`: trained networks for other programs.
final class OnnxExport {
    private static final String ALLOWED =
            "\n  allowed    the folder of a run with networks, its folder models/, or a model %s"
                    .formatted(ModelFile.ENDING);

    private OnnxExport() {}

    /// Writes the networks of a run or one model.
    ///
    /// @param from  a run folder, a folder of models or a model
    /// @param out   for a model a file, else a folder
    /// @param force whether what is there is replaced
    /// @return what was written, for people
    static String write(Path from, Path out, boolean force) {
        if (!Files.exists(from)) {
            throw MissingPath.of("file or folder", from);
        }
        if (ModelInfo.isModel(from)) {
            Model model = ModelFile.read(from);
            requireFileName(out);
            requireFree(Files.exists(out), out, force);
            Onnx.write(model, out);
            return "%s: a network %s".formatted(out, model.network().architecture());
        }
        List<Ensemble> ensembles = ModelFolder.read(models(from));
        requireFree(Onnx.wouldReplace(out), out, force);
        return "%s: %s".formatted(out, Shown.plural(Onnx.write(ensembles, out), "ONNX file"));
    }

    private static void requireFree(boolean there, Path out, boolean force) {
        if (there && !force) {
            throw new InputException(
                    "%s is there already\n  allowed    another --out, or --force to replace it".formatted(out));
        }
    }

    private static void requireFileName(Path out) {
        if (!out.toString().toLowerCase(Locale.ROOT).endsWith(Onnx.ENDING)) {
            throw new InputException("%s is no name for a network in ONNX\n  allowed    a name that ends in %s"
                    .formatted(out, Onnx.ENDING));
        }
    }

    private static Path models(Path from) {
        Path inRun = from.resolve("models");
        if (ModelFolder.isOne(inRun)) {
            return inRun;
        }
        if (ModelFolder.isOne(from)) {
            return from;
        }
        if (RunInfo.isRun(from)) {
            throw noModels(from);
        }
        throw new InputException((MeasurementFolder.isMeasurement(from)
                                ? "%s is a measurement, which holds no networks"
                                : "%s holds no networks")
                        .formatted(from)
                + ALLOWED);
    }

    private static InputException noModels(Path run) {
        Document method = RunInfo.of(run).study().get("method");
        String name = method.get("name").text();
        if (!name.equals("omnifold")) {
            return new InputException(
                    "the run %s has no networks: method %s learns none".formatted(run, name) + ALLOWED);
        }
        boolean measured = MeasurementFolder.isMeasurement(run);
        return new InputException("the run %s has no networks: %s%s"
                .formatted(run, measured ? "it learned none" : "it is not finished", ALLOWED));
    }
}
