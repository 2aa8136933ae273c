package unfurl.unfold;

import java.util.List;
import java.util.Optional;
import unfurl.InputException;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Workers;

/// What is known before an unfolding: simulated events at gen and reco, data, and background.
///
/// All detector-level events lie in one feature matrix, simulation first, then data, then background, so that
/// step 1 fits without copying. The features of simulated events outside a selection are not looked at there.
/// Where simulation and background are their own data ([#measuring]), each event is one row for both.
public final class UnfoldingProblem {
    private final ProblemEvents events;
    private final Weights genWeight;
    private final Weights recoWeight;
    private final Weights data;
    private final Weights background;
    private final Weights detectorNumerator;
    private final Weights importance;
    private final Mask fakes;
    private final Mask detected;
    private final Weights seen;
    private final Weights unseen;
    private final Optional<VariedDetector> detector;

    /// A simulated sample.
    ///
    /// @param gen        (n × d) gen features
    /// @param reco       (n × e) reco features
    /// @param passGen    (n) inside the fiducial gen selection
    /// @param passReco   (n) inside the reco selection
    /// @param genWeight  (n) w, a yield at the data's luminosity
    /// @param recoWeight (n) v, the gen weight times detector scale factors
    public record Simulation(
            Features gen, Features reco, Mask passGen, Mask passReco, Weights genWeight, Weights recoWeight) {
        /// Checks the lengths.
        public Simulation {
            int n = gen.rows();
            if (reco.rows() != n
                    || passGen.size() != n
                    || passReco.size() != n
                    || genWeight.size() != n
                    || recoWeight.size() != n) {
                throw new IllegalArgumentException("a simulation of %d gen, %d reco, %d + %d flags, %d + %d weights"
                        .formatted(
                                n, reco.rows(), passGen.size(), passReco.size(), genWeight.size(), recoWeight.size()));
            }
        }
    }

    /// Detector-level events: data, or a background to be subtracted.
    ///
    /// @param reco   (m × e) reco features
    /// @param weight (m) weights; for a background, its expected yield in the data
    public record Detected(Features reco, Weights weight) {
        /// Checks the lengths.
        public Detected {
            if (reco.rows() != weight.size()) {
                throw new IllegalArgumentException("%d events with %d weights".formatted(reco.rows(), weight.size()));
            }
        }

        /// No events.
        ///
        /// @param names the features' names
        public static Detected none(List<String> names) {
            return new Detected(Features.owning(names, 0, new float[0]), Weights.ones(0));
        }
    }

    /// @param simulation simulated events
    /// @param data       events as measured
    /// @param background events to be subtracted from the data; may be none
    /// @throws InputException when a sample is empty or its weights are all zero, when the background is not
    ///                        below the data, when a feature is not finite, or when data and simulation do not
    ///                        overlap
    public UnfoldingProblem(Simulation simulation, Detected data, Detected background) {
        this(
                ProblemEvents.of(simulation, data, background),
                simulation.genWeight(),
                simulation.recoWeight(),
                data.weight(),
                background.weight(),
                Optional.empty());
        ProblemChecks.requireFeatures(this);
    }

    private UnfoldingProblem(
            ProblemEvents events,
            Weights genWeight,
            Weights recoWeight,
            Weights data,
            Weights background,
            Optional<ResponseRatio> response) {
        this.events = events;
        this.genWeight = genWeight.where(passGen());
        this.recoWeight = recoWeight.where(passReco());
        this.data = data;
        this.background = background;
        this.detectorNumerator = events.measured(data, background);
        this.importance = Weights.tabulate(
                size(), i -> Math.max(Math.abs(this.genWeight.get(i)), Math.abs(this.recoWeight.get(i))));
        this.fakes = passReco().and(passGen().not());
        this.detected = events.detected();
        this.seen = this.recoWeight.where(passGen());
        this.unseen = Weights.tabulate(size(), i -> this.genWeight.get(i) - seen.get(i));
        this.detector = response.map(ratio -> new VariedDetector(this, ratio));
        ProblemChecks.requireYields(this);
    }

    /// The same events with other weights; the features are shared.
    ///
    /// @param gen        (n) w
    /// @param reco       (n) v
    /// @param data       (m) weights of the data
    /// @param background (b) weights of the background
    /// @throws InputException as the constructor does where weights are concerned
    public UnfoldingProblem reweighted(Weights gen, Weights reco, Weights data, Weights background) {
        return new UnfoldingProblem(events, gen, reco, data, background, ratio());
    }

    /// The same problem with a detector that depends on nuisance parameters.
    ///
    /// @param ratio of the simulated events
    /// @throws IllegalArgumentException for another number of events
    public UnfoldingProblem withResponse(ResponseRatio ratio) {
        if (ratio.events() != size()) {
            throw new IllegalArgumentException(
                    "a response ratio of %d events for %d simulated ones".formatted(ratio.events(), size()));
        }
        return new UnfoldingProblem(events, genWeight, recoWeight, data, background, Optional.of(ratio));
    }

    /// The same problem with a detector that depends on nothing.
    ///
    /// @param reco (n) v
    UnfoldingProblem withKnownDetector(Weights reco) {
        return new UnfoldingProblem(events, genWeight, reco, data, background, Optional.empty());
    }

    /// The problem in which the detector is known to be that of θ: v is v·w(θ).
    ///
    /// What the detector does not see of an event is then w − v·w(θ), so that another efficiency makes other
    /// misses.
    ///
    /// @param theta (p) nuisance parameters; without any the problem is itself
    /// @throws InputException when nothing is left to unfold
    public UnfoldingProblem at(List<Double> theta, Workers workers) {
        return theta.isEmpty() ? this : detector().at(theta, workers);
    }

    /// How the detector depends on nuisance parameters.
    ///
    /// @throws IllegalStateException when it does not
    public ResponseRatio response() {
        return detector().ratio();
    }

    private VariedDetector detector() {
        return detector.orElseThrow(() -> new IllegalStateException("the problem has no response ratio"));
    }

    private Optional<ResponseRatio> ratio() {
        return detector.map(VariedDetector::ratio);
    }

    /// The problem in which the simulation, reweighted, is what was measured, without any background: one
    /// whose answer is known.
    ///
    /// @param factor (n) multiplies v of each event
    /// @throws InputException when nothing is left to unfold
    public UnfoldingProblem measuringItself(Weights factor) {
        return withOwnData(recoWeight.times(factor), Weights.ones(0));
    }

    /// The problem in which events of the simulation and of the background are what was measured; the
    /// background is subtracted as ever. An event that was not measured has the weight 0 among the data.
    ///
    /// @param signal (n) the data's weights of simulated events, which count where they pass reco
    /// @param others (b) those of background events
    /// @throws InputException when nothing is left to unfold
    public UnfoldingProblem measuring(Weights signal, Weights others) {
        int n = size();
        Weights seen = signal.where(passReco());
        return withOwnData(
                Weights.tabulate(n + others.size(), i -> i < n ? seen.get(i) : others.get(i - n)), background);
    }

    /// @param measured (n + b) the data's weights of simulated events, and of those that are subtracted
    private UnfoldingProblem withOwnData(Weights measured, Weights subtracted) {
        return new UnfoldingProblem(
                events.withOwnData(subtracted.size()), genWeight, recoWeight, measured, subtracted, ratio());
    }

    /// The same events with another detector simulation of them, on which a response ratio depends as before.
    ///
    /// @param simulated (n × e) reco features of the simulation
    /// @param pass      (n) inside the reco selection
    /// @param weight    (n) v
    /// @throws InputException as the constructor does
    public UnfoldingProblem resimulated(Features simulated, Mask pass, Weights weight) {
        var other = new UnfoldingProblem(
                new Simulation(gen(), simulated, passGen(), pass, genWeight, weight),
                new Detected(reco().select(events.rows(events.firstData(), data.size())), data),
                new Detected(reco().select(events.rows(events.firstBackground(), background.size())), background));
        return ratio().map(other::withResponse).orElse(other);
    }

    /// The events without their weights.
    ProblemEvents events() {
        return events;
    }

    /// (n × d) gen features of the simulation.
    public Features gen() {
        return events.gen();
    }

    /// (rows × e) reco features: simulation, then data, then background; events that are their own data once.
    public Features reco() {
        return events.reco();
    }

    /// How many simulated events.
    public int size() {
        return events.size();
    }

    /// (n) inside the gen selection.
    public Mask passGen() {
        return events.passGen();
    }

    /// (n) inside the reco selection.
    public Mask passReco() {
        return events.passReco();
    }

    /// (n) inside both.
    Mask matched() {
        return passGen().and(passReco());
    }

    /// (n) inside the reco selection but not the gen selection.
    Mask fakes() {
        return fakes;
    }

    /// (rows of reco features) the simulated events inside the reco selection.
    Mask detected() {
        return detected;
    }

    /// (n) what the detector sees of an event inside the gen selection: v, and 0 outside either selection.
    public Weights seen() {
        return seen;
    }

    /// (n) what it does not see of it: w − v. The whole weight of a miss, and what a scale factor takes from a
    /// matched event; it is negative where the factor is above 1.
    public Weights unseen() {
        return unseen;
    }

    /// (n) w, and 0 outside the gen selection.
    public Weights genWeight() {
        return genWeight;
    }

    /// (n) v, and 0 outside the reco selection.
    public Weights recoWeight() {
        return recoWeight;
    }

    /// (m) the data's weights.
    public Weights data() {
        return data;
    }

    /// (b) the background's weights.
    public Weights background() {
        return background;
    }

    /// Σ data − Σ background: what the unfolded result must fold to.
    public double dataYield() {
        return data.sum() - background.sum();
    }

    /// The relative counting error of [#dataYield]: √(Σ data² + Σ background²) over it.
    public double countingError() {
        return Math.sqrt(data.sumOfSquares() + background.sumOfSquares()) / dataYield();
    }

    /// (n) how much an event counts, whatever the signs of its weights; 0 for an absent one.
    Weights importance() {
        return importance;
    }

    /// (rows of reco features) class 1 of step 1: the weight for data, its negative for background, 0 for
    /// simulated events that are no data.
    Weights detectorNumerator() {
        return detectorNumerator;
    }

    /// (rows of reco features) data and background that have a weight.
    Mask measured() {
        return Mask.of(detectorNumerator.size(), row -> detectorNumerator.get(row) != 0);
    }

    /// (rows of reco features) weights of simulated events, followed by 0 for events of data and background alone.
    Weights overDetector(Weights simulation) {
        return events.overDetector(simulation);
    }
}
