package unfurl.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.formats.AtomicFolder;

/// The models of a run in a folder: `STEP-MEMBER.safetensors`, members from 0.
public final class ModelFolder {
    private ModelFolder() {}

    /// Whether a folder holds a model, by the names of its files.
    public static boolean isOne(Path folder) {
        return Files.isDirectory(folder) && files(folder).stream().anyMatch(ModelFolder::isModel);
    }

    private static boolean isModel(Path file) {
        return file.getFileName().toString().endsWith(ModelFile.ENDING);
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException wrong) {
            throw new InputException("cannot look into %s: %s".formatted(folder, InputException.reason(wrong)), wrong);
        }
    }

    /// Writes the models of a run whole or not at all; only a folder of models is replaced, or an empty one.
    ///
    /// @param folder the folder; the one above it must exist
    /// @throws InputException when something else is there, or it cannot be written
    public static void write(List<Ensemble> ensembles, Path folder) {
        requireOnly(folder, ModelFile.ENDING);
        AtomicFolder.write(folder, "models", into -> {
            for (Ensemble ensemble : ensembles) {
                for (Model model : ensemble.members()) {
                    ModelFile.write(model, into.resolve(name(model) + ModelFile.ENDING));
                }
            }
        });
    }

    /// The name of a model's file without its ending.
    static String name(Model model) {
        return model.origin().step() + "-" + model.member().index();
    }

    /// Refuses what is there and is no folder of files with that ending alone.
    static void requireOnly(Path folder, String ending) {
        boolean other = Files.exists(folder)
                && (!Files.isDirectory(folder)
                        || files(folder).stream()
                                .anyMatch(file -> !file.getFileName().toString().endsWith(ending)));
        if (other) {
            throw new InputException("cannot write %s: something else is there".formatted(folder));
        }
    }

    /// Reads the models of a folder, the members of each step together.
    ///
    /// @return by the step's name
    /// @throws InputException when there are none, one is damaged, or one of several members is missing
    public static List<Ensemble> read(Path folder) {
        if (!isOne(folder)) {
            throw new InputException("there are no models in %s".formatted(folder));
        }
        Map<String, List<Model>> steps = new TreeMap<>();
        for (Path file : files(folder)) {
            if (isModel(file)) {
                Model model = ModelFile.read(file);
                steps.computeIfAbsent(model.origin().step(), step -> new ArrayList<>())
                        .add(model);
            }
        }
        return steps.entrySet().stream()
                .map(step -> together(step.getValue(), "%s of %s".formatted(step.getKey(), folder)))
                .toList();
    }

    private static Ensemble together(List<Model> members, String where) {
        try {
            return new Ensemble(members.stream()
                    .sorted(Comparator.comparingInt(model -> model.member().index()))
                    .toList());
        } catch (IllegalArgumentException apart) {
            throw new InputException("the models of %s are no whole: %s".formatted(where, apart.getMessage()), apart);
        }
    }
}
