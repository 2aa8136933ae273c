package unfurl.study;

import java.nio.file.Path;
import java.util.List;
import unfurl.InputException;
import unfurl.math.Workers;
import unfurl.provenance.Environment;
import unfurl.report.ValidationTest;

/// Tests the method of a study on pseudo-data whose truth is known, with a verdict for each test.
///
/// The pseudo-data are one half of the simulation's events, the other half unfolds them. The data of the study
/// and its backgrounds are not looked at, but for how many they are and what the study checks when it is read.
///
/// @param read        the study
/// @param options     what is tested, and how hard
/// @param threads     how many work; the result does not depend on it
/// @param progress    hears how it goes on
/// @param environment what it is made with
public record Validation(
        StudyFile.Read read, ValidationOptions options, int threads, Progress progress, Environment environment) {

    /// What came out.
    ///
    /// @param folder  with `index.html`, `validation.json` and figures
    /// @param tests   with their verdicts
    /// @param remarks what a reader should know beside them
    public record Outcome(Path folder, List<ValidationTest> tests, List<String> remarks) {
        /// Copies the lists.
        public Outcome {
            tests = List.copyOf(tests);
            remarks = List.copyOf(remarks);
        }
    }

    /// Runs the tests in a folder that is held, and writes what came of them.
    ///
    /// @throws InputException            when something given cannot be used
    /// @throws unfurl.NumericalException when an unfolding fails
    public Outcome run(ValidationFolder folder) {
        Study study = read.study();
        progress.phase("reading the events");
        requireKnownDetector(study);
        Inputs inputs = Inputs.read(study);
        Prepared prepared = Prepared.of(study, inputs);
        try (var workers = new Workers(threads)) {
            Outcome outcome = new ValidationWork(this, inputs, prepared, folder, workers).write();
            folder.finish();
            return outcome;
        } catch (InputException failure) {
            throw KeptFile.goingOn(failure, folder.isBegun());
        }
    }

    /// What is tested has the detector of the simulation.
    private static void requireKnownDetector(Study study) {
        if (!study.nuisances().isEmpty()) {
            throw new InputException(
                    "a validation is of a detector that is known, and this study has nuisances\n  asked by   study: nuisances\n  allowed    --set method.name=omnifold --set nuisances=");
        }
    }
}
