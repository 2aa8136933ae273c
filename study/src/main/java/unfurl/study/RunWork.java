package unfurl.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unfurl.math.Workers;
import unfurl.reweight.Fits;
import unfurl.uncertainty.Replica;

/// All that a run unfolds: goes on with what its folder has of it.
final class RunWork {
    private final Study study;
    private final NominalUnfolding unfolding;
    private final Progress progress;
    private final Workers workers;
    private final List<Replica> asked;
    private final Toys toys;
    private final LearnedDetector detector;
    private final TemplateRunner learning;
    private final IterationChooser chooser;
    private final ReplicaRunner runner;
    private final Checkpoint start;
    private final Checkpoint scanned;

    /// @param detector what was learned of it before
    /// @throws unfurl.InputException when what is asked cannot be done, or what is kept is damaged
    RunWork(NominalUnfolding unfolding, LearnedDetector detector, Workers workers) {
        this.study = unfolding.study();
        this.unfolding = unfolding;
        this.detector = detector;
        this.progress = unfolding.progress();
        this.workers = workers;
        RunFolder folder = unfolding.folder();
        Inputs inputs = unfolding.inputs();
        Prepared prepared = unfolding.prepared();
        this.asked = Replicas.of(study, inputs, prepared);
        this.toys = Toys.of(study, inputs, prepared, asked);
        this.learning = new TemplateRunner(folder::template, study, prepared, inputs, progress);
        this.chooser = new IterationChooser(folder, study, inputs, prepared, progress);
        this.runner = new ReplicaRunner(folder, study, inputs, prepared, progress);
        this.start = checkpoint(folder.checkpoint());
        this.scanned = checkpoint(folder.scan("nominal"));
    }

    private Checkpoint checkpoint(Path file) {
        return Checkpoint.read(file, unfolding.inputs().nominal())
                .orElseGet(() -> Checkpoint.begin(unfolding.prepared()));
    }

    /// What was unfolded.
    ///
    /// @param fitted   what is known of the nuisance parameters; empty without any
    /// @param failures attempts at templates and replicas that were followed by others
    record Unfolded(
            Checkpoint end,
            Optional<ChosenIterations> chosen,
            List<ReplicaFile> replicas,
            Optional<FittedNuisances> fitted,
            List<Failure> failures) {}

    /// Templates first, since they may be refused; then the data, then every replica.
    Unfolded unfold() {
        FittedNuisances.requireKnown(unfolding.prepared(), workers);
        List<String> names = Replicas.names(study, asked);
        Map<String, ReplicaFile> kept = runner.kept(names);
        List<String> missing =
                names.stream().filter(name -> !kept.containsKey(name)).toList();
        Optional<ChosenIterations> before = hasAllToChooseBy() ? choose() : Optional.empty();
        forecast(before, missing);
        Templates templates = learning.learn(asked, workers);
        Optional<ChosenIterations> chosen = before.or(this::choose);
        chosen.ifPresent(this::tell);
        progress.plan(missing.size());
        return unfold(templates, chosen, kept);
    }

    private Unfolded unfold(Templates templates, Optional<ChosenIterations> chosen, Map<String, ReplicaFile> kept) {
        RunFolder folder = unfolding.folder();
        int iterations = iterations(chosen);
        var head = chosen.map(ChosenIterations::log);
        Checkpoint end = unfolding.run(folder.checkpoint(), start, iterations, head, workers);
        var replicas = new ArrayList<>(templates.applied(asked));
        replicas.addAll(Replicas.after(study, end.state().push()));
        replicas.addAll(toys.replicas(templates, workers));
        Optional<FittedNuisances> fitted = FittedNuisances.of(study, unfolding.prepared(), end, detector, workers);
        Optional<ProfileReplicas> beside = fitted.map(f -> new ProfileReplicas(study, f));
        beside.ifPresent(b -> replicas.addAll(b.all()));
        var own = new HashMap<>(toys.nuisances());
        beside.ifPresent(b -> own.putAll(b.nuisances()));
        List<ReplicaFile> finished = runner.run(replicas, kept, iterations, end.ratios(), own, workers);
        fitted.ifPresent(f -> new NuisancesDocument(f, finished).document().write(folder.nuisances()));
        var failures = new ArrayList<>(detector.failures());
        failures.addAll(templates.failures());
        failures.addAll(ReplicaRunner.failures(finished));
        var logged = new ArrayList<>(failures);
        chosen.ifPresent(choice -> logged.addAll(choice.failures()));
        unfolding.writeLog(head, end, logged);
        return new Unfolded(end, chosen, finished, fitted, failures);
    }

    private int most() {
        return study.method().iterations().most();
    }

    private int iterations(Optional<ChosenIterations> chosen) {
        return chosen.map(ChosenIterations::number).orElse(most());
    }

    private Optional<Iterations.Choice> choice() {
        return study.method().iterations().choice();
    }

    private boolean hasAllToChooseBy() {
        return scanned.state().iteration() == most()
                && choice().map(chooser::missing).orElse(0) == 0;
    }

    /// Chooses the number of iterations where the study asks for it, with an unfolding of the most.
    private Optional<ChosenIterations> choose() {
        return choice().map(choice -> {
            Path file = unfolding.folder().scan("nominal");
            return chooser.choose(choice, unfolding.run(file, scanned, most(), Optional.empty(), workers), workers);
        });
    }

    private void tell(ChosenIterations chosen) {
        progress.phase("%d of %d iterations chosen".formatted(chosen.number(), chosen.most()));
    }

    /// Tells how much there is to do, unless it is one unfolding.
    ///
    /// @param chosen  the choice of iterations, if nothing has to be trained for it
    /// @param missing replicas
    private void forecast(Optional<ChosenIterations> chosen, List<String> missing) {
        if (study.uncertainty().replicas() == 0 && study.nuisances().isEmpty() && choice().isEmpty()) {
            return;
        }
        var count = new FitCount(study, unfolding.prepared());
        var nominal = new ArrayList<Fits>();
        var choosing = new ArrayList<Fits>();
        if (chosen.isEmpty()) {
            choice().ifPresent(choice -> {
                nominal.add(count.rest(scanned.state(), most()));
                choosing.addAll(Collections.nCopies(chooser.missing(choice), count.choosing(choice.criterion())));
            });
        }
        int iterations = iterations(chosen);
        nominal.add(count.rest(start.state(), iterations));
        var work = new Workload(
                learning.missing(asked).stream().map(count::template).toList(),
                nominal,
                choosing,
                missing.stream().map(name -> count.replica(name, iterations)).toList(),
                count.unfolding(iterations));
        progress.forecast(new Forecasting(study, unfolding.prepared(), progress, System::nanoTime).of(work, workers));
    }
}
