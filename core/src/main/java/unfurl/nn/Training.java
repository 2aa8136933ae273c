package unfurl.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import unfurl.NumericalException;
import unfurl.event.Mask;
import unfurl.math.Seed;
import unfurl.math.Sums;
import unfurl.math.Workers;

/// One training that goes on.
///
/// A batch is cut into at most 16 blocks, by its size alone; each block adds its gradient up in an array of its
/// own, and the blocks are added in order.
final class Training {
    private static final int MAX_BLOCKS = 16;

    private final Architecture architecture;
    private final TrainingOptions options;
    private final TrainingSample sample;
    private final Seed seed;
    private final Workers workers;
    private final Kernels kernels;

    /// The training rows, in the order of the last epoch.
    private final int[] trainRows;

    private final int[] validationRows;
    private final double trainWeight;
    private final double validationWeight;
    private final Loss loss;
    private final Standardisation standardisation;
    private final Layout layout;
    private final float[] parameters;
    private final float[][] gradients;
    private final AdamW optimiser;
    private final Optional<Averaging> averaging;

    /// Working memory of each thread's place.
    private final Rooms rooms;

    Training(
            Architecture architecture,
            TrainingOptions options,
            TrainingSample sample,
            Optional<Network> warmStart,
            Seed seed,
            Workers workers,
            Kernels kernels) {
        this.architecture = architecture;
        this.options = options;
        this.sample = sample;
        this.seed = seed;
        this.workers = workers;
        this.kernels = kernels;
        Mask present = Mask.of(sample.features().rows(), row -> !Loss.absent(sample.objective(), row));
        this.trainRows = rows(present, sample.train(), "training");
        this.validationRows = rows(present, sample.validation(), "validation");
        this.loss = Loss.of(
                sample.objective(),
                present.and(sample.train().or(sample.validation())).indices());
        this.trainWeight = weight(trainRows, "training");
        this.validationWeight = weight(validationRows, "validation");
        this.standardisation = warmStart
                .map(Network::standardisation)
                .orElseGet(() -> Standardisation.fit(sample.features(), loss, trainRows, workers));
        this.layout = Layout.of(architecture);
        float[] start = warmStart
                .map(Network::parameters)
                .orElseGet(() -> Initialisation.of(architecture, loss.start(), seed.child("parameters")));
        this.parameters = layout.pad(start);
        int batch = Math.min(options.batchSize(), trainRows.length);
        this.gradients = new float[blocks(batch)][layout.size()];
        this.optimiser = new AdamW(kernels, layout, options.weightDecay());
        double window = options.averaging() * Math.ceilDiv(trainRows.length, batch);
        this.averaging = options.averaging() > 0
                ? Optional.of(new Averaging(Math.max(1, window), layout.size()))
                : Optional.empty();
        this.rooms = new Rooms(kernels, architecture, workers);
    }

    Fit run(EpochListener listener) {
        var epochs = new ArrayList<FitReport.Epoch>();
        var validation = new ArrayList<Double>();
        float[] best = parameters.clone();
        int bestEpoch = 0;
        double least = Double.POSITIVE_INFINITY;
        double reference = Double.POSITIVE_INFINITY;
        for (int epoch = 1, waited = 0; epoch <= options.maxEpochs() && waited < options.patience(); epoch++) {
            double trainLoss = epoch(epoch, validation);
            float[] candidate = averaging.map(this::packed).orElse(parameters);
            double validationLoss = validate(epoch, candidate);
            epochs.add(new FitReport.Epoch(trainLoss, validationLoss));
            validation.add(validationLoss);
            listener.finished(epoch, options.maxEpochs(), trainLoss, validationLoss);
            if (validationLoss < least) {
                least = validationLoss;
                bestEpoch = epoch;
                System.arraycopy(candidate, 0, best, 0, best.length);
            }
            boolean improved = validationLoss < reference - options.minImprovement();
            reference = improved ? validationLoss : reference;
            waited = improved ? 0 : waited + 1;
        }
        var report = new FitReport(epochs, bestEpoch, trainRows.length, validationRows.length, loss.logBalance());
        return new Fit(Network.of(architecture, standardisation, layout.compact(best)), report);
    }

    private float[] packed(Averaging averaging) {
        float[] packed = Arrays.copyOf(averaging.mean(), layout.room());
        layout.layers().forEach(layer -> kernels.pack(packed, layer));
        return packed;
    }

    private double epoch(int epoch, List<Double> validation) {
        seed.child("epoch").child(epoch).shuffle(trainRows);
        int steps = Math.ceilDiv(trainRows.length, options.batchSize());
        double sum = 0;
        for (int step = 0; step < steps; step++) {
            double passed = epoch - 1 + (step + 0.5) / steps;
            double factor = options.schedule().factor(passed, options.maxEpochs(), validation);
            int from = step * options.batchSize();
            int count = Math.min(options.batchSize(), trainRows.length - from);
            double stepLoss = step(from, count, options.learningRate() * factor);
            if (!Double.isFinite(stepLoss)) {
                throw new NumericalException("the training loss is %s in epoch %d at step %d of %d"
                        .formatted(stepLoss, epoch, step + 1, steps));
            }
            sum += stepLoss;
        }
        return sum / trainWeight;
    }

    private double step(int from, int count, double learningRate) {
        int rows = blockRows(count);
        int blocks = Math.ceilDiv(count, rows);
        double[] losses = new double[blocks];
        workers.run(blocks, (block, place) -> {
            int start = block * rows;
            losses[block] = block(rooms.at(place), from + start, Math.min(rows, count - start), gradients[block]);
        });
        double sum = 0;
        for (double block : losses) {
            sum += block;
        }
        double norm = options.maxGradientNorm().orElse(Double.POSITIVE_INFINITY);
        optimiser.step(parameters, gradients, blocks, 1.0 / count, norm, learningRate, workers);
        averaging.ifPresent(mean -> mean.add(parameters));
        return sum;
    }

    private double block(Propagation propagation, int from, int count, float[] gradient) {
        Arrays.fill(gradient, 0);
        double sum = 0;
        for (int start = 0; start < count; start += Tile.ROWS) {
            int here = Math.min(Tile.ROWS, count - start);
            sum += propagation.gradient(
                    parameters, sample.features(), standardisation, loss, trainRows, from + start, here, gradient);
        }
        return sum;
    }

    private double validate(int epoch, float[] candidate) {
        int blocks = Math.ceilDiv(validationRows.length, Tile.ROWS);
        double[] losses = new double[blocks];
        workers.run(blocks, (block, place) -> {
            int from = block * Tile.ROWS;
            int count = Math.min(Tile.ROWS, validationRows.length - from);
            losses[block] = rooms.at(place)
                    .loss(candidate, sample.features(), standardisation, loss, validationRows, from, count);
        });
        double mean = Sums.sum(blocks, block -> losses[block]) / validationWeight;
        if (!Double.isFinite(mean)) {
            throw new NumericalException("the validation loss is %s after epoch %d".formatted(mean, epoch));
        }
        return mean;
    }

    private double weight(int[] rows, String what) {
        double weight = Sums.sum(rows.length, i -> loss.weight(rows[i]));
        if (!(weight > 0)) {
            throw new NumericalException("the weights of the %d %s rows sum to %s; a mean loss needs a sum above 0"
                    .formatted(rows.length, what, weight));
        }
        return weight;
    }

    private static int[] rows(Mask present, Mask chosen, String what) {
        int[] rows = present.and(chosen).indices();
        if (rows.length == 0) {
            throw new NumericalException("none of the %d %s rows has a weight".formatted(chosen.count(), what));
        }
        return rows;
    }

    /// How many threads can work on a batch at once.
    static int blocks(int batch) {
        return Math.ceilDiv(batch, blockRows(batch));
    }

    /// Rows of a block: whole tiles, and no more than 16 blocks.
    private static int blockRows(int batch) {
        return Tile.ROWS * Math.ceilDiv(Math.ceilDiv(batch, Tile.ROWS), MAX_BLOCKS);
    }
}
