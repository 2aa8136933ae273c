package unfurl.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import unfurl.InputException;
import unfurl.study.StudyFile;

/// The study of the commands that unfold, with what changes it and how many threads work.
final class StudyArgument {
    @Parameters(paramLabel = "STUDY", description = "The study file (YAML).")
    private Path study;

    @Option(
            names = "--set",
            paramLabel = "key=value",
            description = "A setting that replaces one of the study: --set method.iterations=3. May stand often.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads work; the result does not depend on it. Default: every processor.")
    private Integer threads;

    /// Reads the study.
    ///
    /// @throws InputException when it, or a setting, cannot be used
    StudyFile.Read read() {
        threads();
        return StudyFile.read(study, settings);
    }

    /// How many threads work.
    ///
    /// @throws InputException when there is none
    int threads() {
        int working = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (working < 1) {
            throw new InputException("--threads must be at least 1, not " + working);
        }
        return working;
    }

    /// The words of a command that runs the same study in a folder again.
    List<String> again(String command, Path folder) {
        var words =
                new ArrayList<>(List.of("unfurl", command, study.toString(), "--out", folder.toString(), "--resume"));
        settings.forEach(setting -> words.addAll(List.of("--set", setting)));
        if (threads != null) {
            words.addAll(List.of("--threads", threads.toString()));
        }
        return words;
    }
}
