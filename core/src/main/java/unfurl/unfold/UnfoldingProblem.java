package unfurl.unfold;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import unfurl.InputException;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Particles;
import unfurl.event.Weights;
import unfurl.math.Workers;

/// What is known before an unfolding: simulated events at gen and reco, data, and background.
///
/// All detector-level events lie in one feature matrix, simulation first, then data, then background, so that
/// step 1 fits without copying. The features of simulated events outside a selection are not looked at there.
/// Where simulation and background are their own data ([#measuring]), each event is one row for both.
public final class UnfoldingProblem {
    /// The share of the data that may lie outside the simulation's range of a feature.
    private static final double OUTSIDE_LIMIT = 0.2;

    private final Features gen;
    private final Features reco;
    private final Mask passGen;
    private final Mask passReco;
    private final Weights genWeight;
    private final Weights recoWeight;
    private final Weights data;
    private final Weights background;
    private final int firstData;
    private final int firstBackground;
    private final Optional<ResponseRatio> response;
    private final Weights detectorNumerator;
    private final Weights importance;
    private final Mask fakes;
    private final Mask detected;
    private final Weights seen;
    private final Weights unseen;

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
                simulation.gen(),
                simulation.reco().followedBy(data.reco(), background.reco()),
                simulation.passGen(),
                simulation.passReco(),
                simulation.genWeight(),
                simulation.recoWeight(),
                data.weight(),
                background.weight(),
                simulation.gen().rows(),
                simulation.gen().rows() + data.weight().size(),
                Optional.empty());
        requireFinite();
        requireOverlap();
    }

    private UnfoldingProblem(
            Features gen,
            Features reco,
            Mask passGen,
            Mask passReco,
            Weights genWeight,
            Weights recoWeight,
            Weights data,
            Weights background,
            int firstData,
            int firstBackground,
            Optional<ResponseRatio> response) {
        this.gen = gen;
        this.passGen = passGen;
        this.passReco = passReco;
        this.genWeight = genWeight.where(passGen);
        this.recoWeight = recoWeight.where(passReco);
        this.data = data;
        this.background = background;
        this.reco = reco;
        this.firstData = firstData;
        this.firstBackground = firstBackground;
        this.response = response;
        int n = size();
        this.detectorNumerator =
                Weights.tabulate(reco.rows(), i -> at(i - firstData, data) - at(i - firstBackground, background));
        this.importance =
                Weights.tabulate(n, i -> Math.max(Math.abs(this.genWeight.get(i)), Math.abs(this.recoWeight.get(i))));
        this.fakes = passReco.and(passGen.not());
        this.seen = this.recoWeight.where(passGen);
        this.unseen = Weights.tabulate(n, i -> this.genWeight.get(i) - seen.get(i));
        this.detected = overDetector(passReco);
        requirePositive("the data", this.data);
        requirePositive("the simulation inside the gen selection (passGen)", this.genWeight);
        requirePositive("the simulation inside the reco selection (passReco)", this.recoWeight);
        requirePositive("the matched simulation (passGen and passReco)", seen);
        if (dataYield() <= 0) {
            throw new InputException("the background (%s) is not below the data (%s): nothing is left to unfold"
                    .formatted(this.background.sum(), this.data.sum()));
        }
    }

    /// The same events with other weights; the features are shared.
    ///
    /// @param gen        (n) w
    /// @param reco       (n) v
    /// @param data       (m) weights of the data
    /// @param background (b) weights of the background
    /// @throws InputException as the constructor does where weights are concerned
    public UnfoldingProblem reweighted(Weights gen, Weights reco, Weights data, Weights background) {
        return new UnfoldingProblem(
                this.gen,
                this.reco,
                passGen,
                passReco,
                gen,
                reco,
                data,
                background,
                firstData,
                firstBackground,
                response);
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
        return withResponse(Optional.of(ratio), recoWeight);
    }

    private UnfoldingProblem withResponse(Optional<ResponseRatio> ratio, Weights reco) {
        return new UnfoldingProblem(
                gen,
                this.reco,
                passGen,
                passReco,
                genWeight,
                reco,
                data,
                background,
                firstData,
                firstBackground,
                ratio);
    }

    /// The problem in which the detector is known to be that of θ: v is v·w(θ).
    ///
    /// What the detector does not see of an event is then w − v·w(θ), so that another efficiency makes other
    /// misses.
    ///
    /// @param theta (p) nuisance parameters; without any the problem is itself
    /// @throws InputException when nothing is left to unfold
    public UnfoldingProblem at(List<Double> theta, Workers workers) {
        if (theta.isEmpty()) {
            return this;
        }
        double[] point = theta.stream().mapToDouble(t -> t).toArray();
        double[] log = response().log(point, workers);
        double[] weight = new double[size()];
        Arrays.setAll(weight, i -> recoWeight.get(i) == 0 ? 0 : recoWeight.get(i) * Math.exp(log[i]));
        return withResponse(
                Optional.empty(),
                Weights.of(response().keepsEfficiency() ? normalised(weight, point, workers) : weight));
    }

    /// v·w(θ), calibrated by what is known of any w that keeps the efficiency: its mean over y at an x is 1, and so the
    /// mean of its derivatives is 0. Importance weights of few events in the tails fulfil neither.
    private double[] normalised(double[] weight, double[] theta, Workers workers) {
        Mask matched = passGen.and(passReco);
        int[] rows = matched.indices();
        Functions basis = new Basis(gen, matched, 0).on(gen);
        double[] wanted =
                Arrays.copyOf(basis.sums(rows, recoWeight.toArray(), workers), basis.size() * (1 + theta.length));
        return Calibration.of(basis.andTimes(response().gradient(theta, workers)), rows, weight, wanted, workers);
    }

    /// How the detector depends on nuisance parameters.
    ///
    /// @throws IllegalStateException when it does not
    public ResponseRatio response() {
        return response.orElseThrow(() -> new IllegalStateException("the problem has no response ratio"));
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
    /// @param events (b) those of background events
    /// @throws InputException when nothing is left to unfold
    public UnfoldingProblem measuring(Weights signal, Weights events) {
        int n = size();
        Weights seen = signal.where(passReco);
        return withOwnData(
                Weights.tabulate(n + events.size(), i -> i < n ? seen.get(i) : events.get(i - n)), background);
    }

    /// @param measured (n + b) the data's weights of simulated events, and of those that are subtracted
    private UnfoldingProblem withOwnData(Weights measured, Weights subtracted) {
        int n = size();
        int rest = reco.rows() - subtracted.size();
        return new UnfoldingProblem(
                gen,
                reco.select(Mask.of(reco.rows(), i -> i < n || i >= rest)),
                passGen,
                passReco,
                genWeight,
                recoWeight,
                measured,
                subtracted,
                0,
                n,
                response);
    }

    private static double at(int i, Weights weights) {
        return i >= 0 && i < weights.size() ? weights.get(i) : 0;
    }

    /// The same events with another detector simulation of them, on which a response ratio depends as before.
    ///
    /// @param simulated (n × e) reco features of the simulation
    /// @param pass      (n) inside the reco selection
    /// @param weight    (n) v
    /// @throws InputException as the constructor does
    public UnfoldingProblem resimulated(Features simulated, Mask pass, Weights weight) {
        var other = new UnfoldingProblem(
                new Simulation(gen, simulated, passGen, pass, genWeight, weight),
                new Detected(reco.select(rows(firstData, data)), data),
                new Detected(reco.select(rows(firstBackground, background)), background));
        return response.map(other::withResponse).orElse(other);
    }

    private Mask rows(int first, Weights events) {
        return Mask.of(reco.rows(), i -> i >= first && i < first + events.size());
    }

    private static void requireFinite(String level, Particles particles, Mask chosen, String sample, int first) {
        for (int event : chosen.indices()) {
            for (int i = 0; i < particles.count(event); i++) {
                for (int j = 0; j < particles.columns(); j++) {
                    float value = particles.get(event, i, j);
                    if (!Float.isFinite(value)) {
                        throw new InputException("the %s feature '%s' of particle %d of event %d of %s is %s"
                                .formatted(level, particles.names().get(j), i, event - first, sample, value));
                    }
                }
            }
        }
    }

    private void requireFinite() {
        requireFinite("gen", gen, passGen, "the simulation", 0);
        requireFinite("reco", reco, detected, "the simulation", 0);
        requireFinite("reco", reco, rows(firstData, data), "the data", firstData);
        requireFinite("reco", reco, rows(firstBackground, background), "the background", firstBackground);
    }

    private static void requireFinite(String level, Features features, Mask chosen, String sample, int first) {
        for (int i : chosen.indices()) {
            for (int j = 0; j < features.columns(); j++) {
                if (!Float.isFinite(features.get(i, j))) {
                    throw new InputException("the %s feature '%s' of event %d of %s is %s"
                            .formatted(level, features.names().get(j), i - first, sample, features.get(i, j)));
                }
            }
        }
        features.particles().ifPresent(particles -> requireFinite(level, particles, chosen, sample, first));
    }

    private void requireOverlap() {
        for (int j = 0; j < reco.columns(); j++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int i : passReco.indices()) {
                double x = reco.get(i, j);
                low = recoWeight.get(i) == 0 ? low : Math.min(low, x);
                high = recoWeight.get(i) == 0 ? high : Math.max(high, x);
            }
            double outside = 0;
            double all = 0;
            for (int i = 0; i < data.size(); i++) {
                double x = reco.get(firstData + i, j);
                double weight = Math.abs(data.get(i));
                outside += x < low || x > high ? weight : 0;
                all += weight;
            }
            if (outside > OUTSIDE_LIMIT * all) {
                throw new InputException(
                        "%.3g %% of the data lie outside %s … %s, the simulation's range of the reco feature '%s' (at most %.0f %% may): the samples do not overlap"
                                .formatted(
                                        100 * outside / all,
                                        low,
                                        high,
                                        reco.names().get(j),
                                        100 * OUTSIDE_LIMIT));
            }
        }
    }

    private static void requirePositive(String what, Weights weights) {
        if (!(weights.sum() > 0)) {
            throw new InputException("%s has a sum of weights of %s over %d events; it must be positive"
                    .formatted(what, weights.sum(), weights.size()));
        }
    }

    /// (n × d) gen features of the simulation.
    public Features gen() {
        return gen;
    }

    /// (rows × e) reco features: simulation, then data, then background; events that are their own data once.
    public Features reco() {
        return reco;
    }

    /// How many simulated events.
    public int size() {
        return gen.rows();
    }

    /// (n) inside the gen selection.
    public Mask passGen() {
        return passGen;
    }

    /// (n) inside the reco selection.
    public Mask passReco() {
        return passReco;
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

    /// The row of reco features of the first data event.
    int firstData() {
        return firstData;
    }

    /// The row of reco features of the first background event.
    int firstBackground() {
        return firstBackground;
    }

    /// (rows of reco features) class 1 of step 1: the weight for data, its negative for background, 0 for
    /// simulated events that are no data.
    Weights detectorNumerator() {
        return detectorNumerator;
    }

    /// (rows of reco features) weights of simulated events, followed by 0 for events of data and background alone.
    Weights overDetector(Weights simulation) {
        int n = size();
        return Weights.tabulate(reco.rows(), i -> i < n ? simulation.get(i) : 0);
    }

    /// (rows of reco features) a choice of simulated events, in which no others are.
    private Mask overDetector(Mask simulation) {
        int n = size();
        return Mask.of(reco.rows(), i -> i < n && simulation.get(i));
    }
}
