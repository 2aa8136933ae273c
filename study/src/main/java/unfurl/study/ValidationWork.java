package unfurl.study;

import static unfurl.formats.Document.entries;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import unfurl.event.Weights;
import unfurl.formats.Document;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.report.ValidationReport;
import unfurl.report.ValidationTest.Kind;
import unfurl.report.figure.Numbers;
import unfurl.unfold.UnfoldingProblem;

/// One validation, from its events on.
final class ValidationWork {
    private final Validation asked;
    private final ValidationOptions options;
    private final Progress progress;
    private final Study study;
    private final Inputs inputs;
    private final Prepared prepared;
    private final ValidationFolder folder;
    private final Workers workers;
    private final Seed root;
    private final ValidationEvents events;
    private final ValidationHalves halves;
    private final ValidationScenes scenes;
    private final ValidationUnfolding unfolding;
    private final AtomicInteger done = new AtomicInteger();
    private final int paired;
    private final int toys;
    private int all;

    ValidationWork(Validation asked, Inputs inputs, Prepared prepared, ValidationFolder folder, Workers workers) {
        this.asked = asked;
        this.options = asked.options();
        this.progress = asked.progress();
        this.study = asked.read().study();
        this.root = Seed.of(study.seed()).child("validate");
        this.paired = options.paired(study.method());
        this.toys = options.asks(Kind.COVERAGE) ? options.toys(study.method()) : 0;
        this.inputs = inputs;
        this.prepared = prepared;
        this.folder = folder;
        this.workers = workers;
        this.events = new ValidationEvents(study, inputs, prepared);
        this.halves = ValidationHalves.of(prepared.problem(), ValidationRows.of(inputs), root.child("halves"));
        this.scenes = new ValidationScenes(study, options, inputs, prepared, events);
        this.unfolding =
                new ValidationUnfolding(study, prepared, events, scenes.distortions(), folder, inputs.files(), workers);
    }

    Validation.Outcome write() {
        Templates templates = new TemplateRunner(folder::template, study, prepared, inputs, progress)
                .learn(scenes.samples(), workers);
        List<ValidationScene> staged = scenes.of(templates);
        var coverage =
                new ValidationCoverage(study, halves, unfolding, events, root.child("toy"), options.bootstraps());
        begin(staged, coverage);
        List<ValidationSpectra> results = unfold(staged);
        ValidationStatistics statistics = statistics();
        ValidationSpectra truth = truth(Weights.ones(events.size()));
        int recoveries = (int) staged.stream().filter(this::isRecovered).count();
        var answers = new ValidationAnswers(
                study,
                events,
                scenes.distortions(),
                statistics,
                results.getFirst(),
                truth,
                measurementErrors(statistics),
                recoveries);
        var ended = new ArrayList<ValidationAnswer>();
        for (int i = 0; i < staged.size(); i++) {
            ValidationScene scene = staged.get(i);
            if (options.asks(scene.kind())) {
                ended.add(answers.of(
                        scene,
                        results.get(i),
                        truth(scene.truth()),
                        prior(scene.prior()),
                        paired(i, scene, statistics)));
            }
        }
        ended.addAll(coverage(coverage));
        return written(ended, answers, remarks(templates));
    }

    /// Tells how much there is to do.
    private void begin(List<ValidationScene> staged, ValidationCoverage coverage) {
        var files = new ArrayList<String>();
        for (int i = 0; i < staged.size(); i++) {
            files.add(scene(i));
            for (int b = 0; isRecovered(staged.get(i)) && b < paired; b++) {
                files.add(scene(i, b));
            }
        }
        for (int b = 0; b < options.bootstraps(); b++) {
            files.add(bootstrap(b));
        }
        all = files.size() + toys;
        done.set((int) (files.stream().filter(folder::holds).count()
                + IntStream.range(0, toys).filter(coverage::isKept).count()));
        progress.replicas(done.get(), all);
    }

    private static String scene(int number) {
        return "scene_" + number;
    }

    private static String scene(int number, int bootstrap) {
        return "scene_%d/bootstrap_%d".formatted(number, bootstrap);
    }

    private static String bootstrap(int number) {
        return "bootstrap_" + number;
    }

    private boolean isRecovered(ValidationScene scene) {
        return scene.kind() == Kind.STRESS || scene.kind() == Kind.BUMP;
    }

    private Validation.Outcome written(List<ValidationAnswer> ended, ValidationAnswers answers, List<String> remarks) {
        progress.phase("drawing the validation");
        var reporting = new ValidationReporting(asked.read(), options, inputs, prepared, asked.environment());
        ValidationReport report =
                reporting.report(ended.stream().map(ValidationAnswer::test).toList(), answers.rules(), remarks);
        report.write(folder.path());
        Document.of(
                        ValidationFolder.ANSWER,
                        entries(
                                "study", study.name(),
                                "seed", study.seed(),
                                "iterations", study.method().iterations().most(),
                                "bootstraps", options.bootstraps(),
                                "paired", paired,
                                "toys", toys,
                                "tests",
                                        ended.stream()
                                                .map(ValidationAnswer::document)
                                                .toList(),
                                "rules", answers.rulesListed(),
                                "remarks", remarks))
                .write(folder.path().resolve(ValidationFolder.ANSWER));
        return new Validation.Outcome(folder.path(), report.tests(), remarks);
    }

    /// Every scene with the nominal networks' seed, so that what differs is what was changed.
    private List<ValidationSpectra> unfold(List<ValidationScene> staged) {
        var results = new ValidationSpectra[staged.size()];
        workers.run(staged.size(), i -> {
            ValidationScene scene = staged.get(i);
            results[i] = spectra(
                    scene(i),
                    scene.name(),
                    halves.factors(scene.data()),
                    halves.factors(scene.prior()),
                    root.child("networks"));
        });
        return List.of(results);
    }

    private Seed draws(int bootstrap) {
        return root.child("bootstrap").child(bootstrap);
    }

    private Weights data(int bootstrap) {
        return halves.counts(draws(bootstrap).child("data"));
    }

    /// A bootstrap of both halves.
    ///
    /// @param data factors of nature's events
    private ValidationSpectra bootstrap(int number, String file, Weights data) {
        Seed draws = draws(number);
        Weights simulation = halves.counts(draws.child("simulation"));
        return spectra(file, file, data, simulation, draws.child("networks"));
    }

    private ValidationStatistics statistics() {
        int count = options.bootstraps();
        var results = new ValidationSpectra[count];
        var truths = new ValidationSpectra[count];
        workers.run(count, b -> {
            truths[b] = truth(halves.simulated(data(b)));
            results[b] = bootstrap(b, bootstrap(b), data(b));
        });
        return new ValidationStatistics(study.observables().size(), List.of(results), List.of(truths));
    }

    /// The recovered part of a distortion in bootstraps that were unfolded with and without it.
    private Optional<Numbers> paired(int number, ValidationScene scene, ValidationStatistics statistics) {
        if (!isRecovered(scene) || paired == 0) {
            return Optional.empty();
        }
        int distortion = scenes.distortions().indexOf(scene.distortion().orElseThrow());
        var shares = new double[paired];
        workers.run(paired, b -> {
            Weights counts = data(b);
            shares[b] = ValidationRecovery.share(
                    distortion,
                    bootstrap(b, scene(number, b), counts.times(halves.factors(scene.data()))),
                    statistics.results().get(b),
                    truth(halves.simulated(counts).times(scene.truth())),
                    statistics.truths().get(b));
        });
        return Optional.of(Numbers.of(shares));
    }

    /// (observables) of (bins): relative errors with the study's data and the whole simulation.
    private List<Numbers> measurementErrors(ValidationStatistics statistics) {
        UnfoldingProblem whole = prepared.problem();
        double ofData = Math.pow(whole.countingError() / halves.problem().countingError(), 2);
        double ofSimulation =
                halves.problem().recoWeight().nEff() / whole.recoWeight().nEff();
        return IntStream.range(0, study.observables().size())
                .mapToObj(o -> statistics.measurementErrors(o, ofData, ofSimulation))
                .toList();
    }

    private List<ValidationAnswer> coverage(ValidationCoverage coverage) {
        if (toys == 0) {
            return List.of();
        }
        var thrown = new ValidationCoverage.Thrown[toys];
        workers.run(toys, toy -> {
            boolean kept = coverage.isKept(toy);
            thrown[toy] = coverage.toy(toy);
            tell("toy_" + toy, kept);
        });
        return coverage.answers(List.of(thrown));
    }

    private ValidationSpectra spectra(String file, String name, Weights data, Weights prior, Seed networks) {
        boolean kept = folder.holds(file);
        ValidationSpectra result =
                unfolding.of(new ValidationUnfolding.Task(file, name, halves, data, prior, networks));
        tell(name, kept);
        return result;
    }

    private ValidationSpectra truth(Weights factors) {
        return events.spectra(halves.truth(factors), scenes.distortions());
    }

    private ValidationSpectra prior(Weights factors) {
        return events.spectra(halves.prior(factors), scenes.distortions());
    }

    private void tell(String name, boolean kept) {
        if (!kept) {
            synchronized (done) {
                progress.replicaDone(name, done.incrementAndGet(), all);
            }
        }
    }

    private List<String> remarks(Templates templates) {
        var remarks = new ArrayList<>(scenes.remarks());
        templates.failures().stream().map(Failure::sentence).forEach(remarks::add);
        remarks.addAll(unfolding.notices());
        if (options.asks(Kind.COVERAGE) && toys == 0) {
            remarks.add("coverage was not tested: --toys N throws N toys, of %d unfoldings each"
                    .formatted(1 + options.bootstraps()));
        }
        return remarks;
    }
}
