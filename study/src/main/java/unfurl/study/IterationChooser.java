package unfurl.study;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.uncertainty.Course;
import unfurl.uncertainty.IterationScan;
import unfurl.uncertainty.PseudoData;
import unfurl.uncertainty.Variation;
import unfurl.unfold.UnfoldingProblem;

/// Chooses the number of iterations: unfolds toys or bootstraps, one on each thread, and keeps what each
/// comes to in the run folder as soon as it is finished. A run that was killed goes on with those that are
/// missing, to the same bits.
///
/// @param folder   where they are kept
/// @param study    what is asked
/// @param inputs   the events
/// @param prepared the nominal problem and the method
/// @param progress hears of each
record IterationChooser(RunFolder folder, Study study, Inputs inputs, Prepared prepared, Progress progress) {

    /// The choice.
    ///
    /// @param choice  how
    /// @param nominal the unfolding of the data, with the most iterations that may be chosen
    /// @throws unfurl.NumericalException when a toy or a bootstrap fails more often than it may be tried again
    ChosenIterations choose(Iterations.Choice choice, Checkpoint nominal, Workers workers) {
        var histograms = new ObservableHistograms(
                study,
                inputs,
                prepared.problem(),
                nominal,
                prepared.problem().genWeight().times(nominal.state().push()));
        List<CourseFile> files = unfold(choice, nominal, histograms, workers);
        Course data = Course.of(prepared.problem(), nominal.pushes(), histograms::contents);
        List<Course> courses = files.stream().map(CourseFile::course).toList();
        IterationScan scan = switch (choice.criterion()) {
            case TOYS -> IterationScan.ofToys(data, courses);
            case CHANGE -> IterationScan.ofBootstraps(data, courses);
        };
        List<Failure> failures = files.stream()
                .flatMap(file -> Failure.of(what(file.name()), file.failures()).stream())
                .toList();
        return new ChosenIterations(choice, scan, failures);
    }

    private List<CourseFile> unfold(
            Iterations.Choice choice, Checkpoint nominal, ObservableHistograms histograms, Workers workers) {
        progress.phase("choosing the number of iterations, at most %d"
                .formatted(study.method().iterations().most()));
        return Missing.done(
                kept(choice),
                i -> {
                    CourseFile file = unfold(choice, i, nominal, histograms, workers);
                    file.write(folder.scan(file.name()), inputs.nominal());
                    return file;
                },
                CourseFile::name,
                progress,
                workers);
    }

    /// How many of them are not finished, by their files.
    int missing(Iterations.Choice choice) {
        return (int) kept(choice).stream().filter(Optional::isEmpty).count();
    }

    private List<Optional<CourseFile>> kept(Iterations.Choice choice) {
        return IntStream.range(0, choice.replicas())
                .mapToObj(i -> CourseFile.read(folder.scan(name(choice, i)), inputs.nominal()))
                .toList();
    }

    private static String what(String name) {
        return "'%s' of the choice of iterations".formatted(name);
    }

    private static String name(Iterations.Choice choice, int i) {
        return switch (choice.criterion()) {
            case TOYS -> ReplicaKind.TOY.numbered(i);
            case CHANGE -> ReplicaKind.BOOTSTRAP_DATA.numbered(i);
        };
    }

    /// One of them; with other networks when it failed before.
    private CourseFile unfold(
            Iterations.Choice choice, int i, Checkpoint nominal, ObservableHistograms histograms, Workers workers) {
        String name = name(choice, i);
        UnfoldingProblem problem = problem(choice, name, nominal, workers);
        Seed networks = networks(choice, name);
        int iterations = study.method().iterations().most();
        return Attempts.of(
                what(name), study.uncertainty().retries(), failure -> progress.phase(failure.sentence()), failures -> {
                    Seed seed = Attempts.seed(networks, failures.size());
                    Course course =
                            Course.unfold(problem, prepared.method(), iterations, seed, histograms::contents, workers);
                    return new CourseFile(name, course, failures);
                });
    }

    /// A toy is another measurement, with networks of its own: with those of the result that it is thrown from, the
    /// noise of their training would be a bias of all toys. Bootstraps have the nominal ones, as all that is
    /// compared with the result itself.
    private Seed networks(Iterations.Choice choice, String name) {
        return switch (choice.criterion()) {
            case TOYS -> Replicas.root(study).child(name).child("networks");
            case CHANGE -> Replicas.nominal(study);
        };
    }

    private UnfoldingProblem problem(Iterations.Choice choice, String name, Checkpoint nominal, Workers workers) {
        Seed draws = Replicas.root(study).child(name);
        return switch (choice.criterion()) {
            case TOYS -> PseudoData.thrown(prepared.problem(), nominal.state().push(), draws);
            case CHANGE ->
                new Variation.DataBootstrap(inputs.data().rows())
                        .of(prepared.problem(), draws, workers)
                        .problem();
        };
    }
}
