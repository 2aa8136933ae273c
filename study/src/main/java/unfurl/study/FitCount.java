package unfurl.study;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import unfurl.event.Mask;
import unfurl.math.Workers;
import unfurl.reweight.Fits;
import unfurl.reweight.RatioSample;
import unfurl.uncertainty.Replica;
import unfurl.uncertainty.WeightTemplate;
import unfurl.unfold.OmniFold;
import unfurl.unfold.Stage;

/// Counts the fits of a run before any is made.
///
/// How many events of a bootstrap or a toy have a weight is taken as its expectation, and a systematic as having those
/// of the nominal unfolding.
final class FitCount {
    /// Of an event that counts a Poisson number of times, with mean 1, to count at all.
    private static final double PRESENT = 1 - Math.exp(-1);

    /// What the evaluation of a ratio takes, in epochs: the network forward on all rows, where an epoch is forward and
    /// back, three times the work, on four fifths of them and forward on the others.
    private static final double EVALUATION = 1 / (3 * 0.8 + 0.2);

    private final Study study;
    private final Prepared prepared;
    private final Map<Stage, Events> events = new EnumMap<>(Stage.class);

    FitCount(Study study, Prepared prepared) {
        this.study = study;
        this.prepared = prepared;
        OmniFold.State begin = prepared.method().init(prepared.problem());
        try (var alone = new Workers(1)) {
            for (Stage stage : prepared.method().stages()) {
                var state = new OmniFold.State(
                        0, stage, begin.pull(), begin.unseen(), begin.push(), Map.of(), begin.theta());
                prepared.method()
                        .sample(prepared.problem(), state, alone)
                        .ifPresent(sample -> events.put(stage, events(sample)));
            }
        }
    }

    /// How much there is of each sample: numbers, or parts of them.
    private record Events(double simulation, double data, double background) {
        static final Events ALL = new Events(1, 1, 1);

        double part(Events parts) {
            return simulation * parts.simulation + data * parts.data + background * parts.background;
        }
    }

    /// Those with a weight; gen has simulated events alone, and reco the others after them.
    private Events events(RatioSample sample) {
        Mask present = sample.present();
        int data = prepared.problem().size();
        int background = data + prepared.problem().data().size();
        int[] counts = new int[3];
        for (int row : present.indices()) {
            counts[row < data ? 0 : row < background ? 1 : 2]++;
        }
        return new Events(counts[0], counts[1], counts[2]);
    }

    /// An unfolding of the data from the first step on.
    Fits unfolding(int iterations) {
        return rest(prepared.method().init(prepared.problem()), iterations);
    }

    /// What is left of an unfolding of the data.
    Fits rest(OmniFold.State from, int iterations) {
        return rest(from, iterations, Events.ALL, 1);
    }

    private Fits rest(OmniFold.State from, int iterations, Events parts, double epochs) {
        Fits fits = Fits.NONE;
        List<Stage> stages = prepared.method().stages();
        int first = from.iteration() * stages.size() + stages.indexOf(from.next());
        for (int step = first; step < iterations * stages.size(); step++) {
            Events of = events.get(stages.get(step % stages.size()));
            if (of != null) {
                fits = fits.plus(new Fits(1, epochs * of.part(parts)));
            }
        }
        return fits;
    }

    /// A toy or a bootstrap that the number of iterations is chosen by; the data of a toy are rows of the simulation.
    Fits choosing(Iterations.Criterion criterion) {
        double data = switch (criterion) {
            case TOYS -> 0;
            case CHANGE -> PRESENT;
        };
        return rest(
                prepared.method().init(prepared.problem()),
                study.method().iterations().most(),
                new Events(1, data, 1),
                1);
    }

    /// A replica, by its name.
    Fits replica(String name, int iterations) {
        return rest(prepared.method().init(prepared.problem()), iterations, parts(name), epochs(name));
    }

    private static Events parts(String name) {
        if (name.equals(PublishedWeights.CLOSURE)) {
            return new Events(1, 0, 0);
        }
        boolean toy = ReplicaKind.TOY.has(name);
        double data = toy || ReplicaKind.BOOTSTRAP_DATA.has(name) ? PRESENT : 1;
        double simulation = toy || ReplicaKind.BOOTSTRAP_SIMULATION.has(name) ? PRESENT : 1;
        return new Events(simulation, data, simulation);
    }

    /// The part of a fit that its epochs are.
    private double epochs(String name) {
        int whole = study.method().trained().maxEpochs();
        int own = Definitions.isFromNothing(name)
                ? whole
                : study.uncertainty().warmEpochs().orElse(whole);
        return (own + EVALUATION) / (whole + EVALUATION);
    }

    /// The template of an effect.
    Fits template(Replica effect) {
        return WeightTemplate.fits(effect.variation(), prepared.problem());
    }
}
