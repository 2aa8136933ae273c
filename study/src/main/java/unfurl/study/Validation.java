package unfurl.study;

import static unfurl.formats.Document.entries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.event.Weights;
import unfurl.formats.Document;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.provenance.Environment;
import unfurl.report.ValidationReport;
import unfurl.report.ValidationTest;
import unfurl.report.ValidationTest.Kind;

/// Tests the method of a study on pseudo-data whose truth is known, with a verdict for each test.
///
/// The pseudo-data are one half of the simulation's events, the other half unfolds them. The data of the study
/// and its backgrounds are not looked at, but for what the study checks when it is read.
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

    /// Runs the tests and writes what came of them.
    ///
    /// @param folder made when it is not there; must be empty
    /// @throws InputException            when something given cannot be used
    /// @throws unfurl.NumericalException when an unfolding fails
    public Outcome run(Path folder) {
        requireEmpty(folder);
        Study study = read.study();
        options.distorted(study);
        progress.phase("reading the events");
        Inputs inputs = Inputs.read(study);
        Prepared prepared = Prepared.of(study, inputs);
        try (var workers = new Workers(threads)) {
            return new Work(inputs, prepared, ValidationUnfolding.of(study, prepared, workers)).write(folder);
        }
    }

    private static void requireEmpty(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isEmpty()) {
                return;
            }
        } catch (IOException wrong) {
            throw new InputException(
                    "cannot write a validation to %s: %s".formatted(folder, InputException.reason(wrong)), wrong);
        }
        throw new InputException("%s is not empty: another `--out` takes the validation".formatted(folder));
    }

    /// One validation, from its events on.
    private final class Work {
        private final Study study = read.study();
        private final Inputs inputs;
        private final Prepared prepared;
        private final ValidationUnfolding unfolding;
        private final Seed root = Seed.of(read.study().seed()).child("validate");
        private final ValidationEvents events;
        private final ValidationHalves halves;
        private final ValidationScenes scenes;
        private final AtomicInteger done = new AtomicInteger();
        private final int toys;
        private int all;

        Work(Inputs inputs, Prepared prepared, ValidationUnfolding unfolding) {
            this.inputs = inputs;
            this.prepared = prepared;
            this.unfolding = unfolding;
            this.events = new ValidationEvents(study, inputs, prepared);
            this.halves =
                    ValidationHalves.of(prepared.problem(), inputs.simulation().rows(), root.child("halves"));
            this.scenes = new ValidationScenes(study, options, inputs, prepared, events);
            this.toys = options.asks(Kind.COVERAGE) ? options.toys(study.method()) : 0;
        }

        Outcome write(Path folder) {
            List<ValidationScene> asked = scenes.of(unfolding.workers());
            all = asked.size() + options.bootstraps() + toys;
            progress.replicas(0, all);
            ValidationSpectra[] results = unfold(asked);
            ValidationStatistics statistics = statistics();
            Weights ones = Weights.ones(events.size());
            var answers =
                    new ValidationAnswers(study, events, scenes.distortions(), statistics, results[0], truth(ones));
            var ended = new ArrayList<ValidationAnswer>();
            for (int i = 0; i < asked.size(); i++) {
                ValidationScene scene = asked.get(i);
                if (options.asks(scene.kind())) {
                    ended.add(answers.of(scene, results[i], truth(scene.truth()), prior(scene.prior())));
                }
            }
            ended.addAll(coverage());
            return written(folder, ended, answers);
        }

        private Outcome written(Path folder, List<ValidationAnswer> ended, ValidationAnswers answers) {
            progress.phase("drawing the validation");
            var reporting = new ValidationReporting(read, options, inputs, prepared, environment);
            List<String> remarks = remarks();
            ValidationReport report =
                    reporting.report(ended.stream().map(ValidationAnswer::test).toList(), answers.rules(), remarks);
            report.write(folder);
            Document.of(
                            "validation.json",
                            entries(
                                    "study", study.name(),
                                    "seed", study.seed(),
                                    "iterations", study.method().iterations().most(),
                                    "bootstraps", options.bootstraps(),
                                    "toys", toys,
                                    "tests",
                                            ended.stream()
                                                    .map(ValidationAnswer::document)
                                                    .toList(),
                                    "rules", answers.rulesListed(),
                                    "remarks", remarks))
                    .write(folder.resolve("validation.json"));
            return new Outcome(folder, report.tests(), remarks);
        }

        /// Every scene with the nominal networks' seed, so that what differs is what was changed.
        private ValidationSpectra[] unfold(List<ValidationScene> asked) {
            var results = new ValidationSpectra[asked.size()];
            unfolding.workers().run(asked.size(), i -> {
                ValidationScene scene = asked.get(i);
                results[i] = spectra(scene.name(), scene.data(), scene.prior(), root.child("networks"));
                tell(scene.name());
            });
            return results;
        }

        private ValidationStatistics statistics() {
            int count = options.bootstraps();
            var results = new ValidationSpectra[count];
            var truths = new ValidationSpectra[count];
            unfolding.workers().run(count, b -> {
                Seed draws = root.child("bootstrap").child(b);
                Weights data = halves.counts(draws.child("data"));
                truths[b] = truth(data);
                results[b] = spectra(
                        "bootstrap " + b, data, halves.counts(draws.child("simulation")), draws.child("networks"));
                tell("bootstrap_" + b);
            });
            return new ValidationStatistics(study.observables().size(), List.of(results), List.of(truths));
        }

        private List<ValidationAnswer> coverage() {
            if (toys == 0) {
                return List.of();
            }
            var coverage =
                    new ValidationCoverage(study, halves, unfolding, events, root.child("toy"), options.bootstraps());
            var thrown = new ValidationCoverage.Thrown[toys];
            unfolding.workers().run(toys, toy -> {
                thrown[toy] = coverage.toy(toy);
                tell("toy_" + toy);
            });
            return coverage.answers(List.of(thrown));
        }

        private ValidationSpectra spectra(String name, Weights data, Weights prior, Seed networks) {
            Weights unfolded = unfolding.unfold(name, halves.distorted(data, prior), networks);
            return events.spectra(halves.spread(unfolded), scenes.distortions());
        }

        private ValidationSpectra truth(Weights factors) {
            return events.spectra(halves.truth(factors), scenes.distortions());
        }

        private ValidationSpectra prior(Weights factors) {
            Weights part = halves.problem().genWeight().times(factors.select(halves.simulation()));
            return events.spectra(halves.spread(part), scenes.distortions());
        }

        private void tell(String name) {
            synchronized (done) {
                progress.replicaDone(name, done.incrementAndGet(), all);
            }
        }

        private List<String> remarks() {
            var remarks = new ArrayList<>(scenes.remarks());
            unfolding.notices().stream().sorted().forEach(remarks::add);
            if (options.asks(Kind.COVERAGE) && toys == 0) {
                remarks.add("coverage was not tested: --toys N throws N toys, of %d unfoldings each"
                        .formatted(1 + options.bootstraps()));
            }
            if (!study.background().isEmpty()) {
                remarks.add("the pseudo-data have no background: its subtraction is not tested");
            }
            return remarks;
        }
    }
}
