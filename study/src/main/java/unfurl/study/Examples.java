package unfurl.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.formats.Document;

/// Ready studies with their data, written into a folder of the user's.
public final class Examples {
    private static final List<String> NAMES = List.of("gaussian", "profile-gaussian", "jets", "zjets");

    private Examples() {}

    /// The examples' names.
    public static List<String> names() {
        return NAMES;
    }

    /// Writes an example.
    ///
    /// @param name     which
    /// @param folder   where; made when missing, and must be empty
    /// @param settings `key=value`, of the gaussian example: dimensions, events, priorMean, priorStd,
    ///                 truthMean, truthStd, correlation, smearing, efficiency (a number or `sloped`),
    ///                 fakes, background, iterations, seed; of the profile-gaussian example: events, priorMean,
    ///                 priorStd, truthMean, truthStd, smearing, simulated, truth, response (`formula` or
    ///                 `learned`), iterations, seed; of the jets example: jets, priorAlphaS, truthAlphaS,
    ///                 priorGluons, truthGluons, seed
    /// @param home     the checkout of Unfurl, which holds the data of the other examples
    /// @throws InputException when there is no such example or setting, or the folder cannot be used
    public static void write(String name, Path folder, List<String> settings, Optional<Path> home) {
        if (!NAMES.contains(name)) {
            throw InputException.notFound("example", name, "Unfurl", "", NAMES);
        }
        switch (name) {
            case "gaussian" -> GaussianExample.write(folder, settings);
            case "profile-gaussian" -> ProfileExample.write(folder, settings);
            case "jets" -> JetsExample.write(folder, settings);
            default -> copy(name, folder, settings, home);
        }
    }

    /// The options of an example, with settings in the place of defaults.
    static Document options(String name, Map<String, Object> defaults, List<String> settings) {
        Document options = Document.of("example " + name, defaults);
        for (String setting : settings) {
            options = options.withSetting(setting);
        }
        return options.onlyKeys(defaults.keySet().toArray(String[]::new));
    }

    static void requireEmpty(Path folder) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw new InputException("%s is not empty; an example wants a folder of its own".formatted(folder));
                }
            }
        } catch (IOException wrong) {
            throw new InputException("cannot write to %s: %s".formatted(folder, InputException.reason(wrong)), wrong);
        }
    }

    private static void copy(String name, Path folder, List<String> settings, Optional<Path> home) {
        if (!settings.isEmpty()) {
            throw new InputException("the example %s has no settings; change its study.yaml".formatted(name));
        }
        Path from = home.map(h -> h.resolve("examples").resolve(name))
                .filter(Files::isDirectory)
                .orElseThrow(() -> new InputException(
                        "the data of the example %s are in a checkout of Unfurl: run its ./unfurl".formatted(name)));
        requireEmpty(folder);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path to = folder.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        } catch (IOException wrong) {
            throw new InputException(
                    "cannot copy the example to %s: %s".formatted(folder, InputException.reason(wrong)), wrong);
        }
    }
}
