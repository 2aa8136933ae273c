package unfurl.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import unfurl.cli.Answer;
import unfurl.cli.AnswerOption;
import unfurl.event.Particles;
import unfurl.formats.Document;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.nn.Activation;
import unfurl.nn.Architecture;
import unfurl.nn.DeepSets;
import unfurl.nn.DenseShape;
import unfurl.nn.Fit;
import unfurl.nn.ParticleAttention;
import unfurl.nn.Trainer;
import unfurl.nn.TrainingOptions;
import unfurl.nn.TrainingSample;

/// `unfurl bench clouds`: how fast networks on clouds of particles train beside the machine's peak.
@Command(
        name = "clouds",
        description = {
            "Trains deep sets 4-(64,64,64), sum, (64,64)-1 and attention of width 64, 4 heads and 2 blocks on clouds of "
                    + "particles, on one thread, and says how fast.",
            "",
            "GFLOP/s counts as 'train' does, with the scores of the attention once. The two classes differ in the number "
                    + "of particles alone: the best loss is known."
        },
        footerHeading = "%nExample:%n",
        footer = "  unfurl bench clouds --rows 20000 --particles 30")
final class CloudsCommand implements Runnable {
    private static final int VALIDATION = 4096;

    /// Events of one step: so few that some thousand events are enough steps to learn.
    private static final int BATCH = 128;

    private static final List<Integer> EVENT = List.of(64, 64);
    private static final List<Architecture> NETWORKS = List.of(
            new DeepSets(CloudProblem.FEATURES, 0, List.of(64, 64, 64), EVENT, Activation.RELU),
            new ParticleAttention(CloudProblem.FEATURES, 0, 64, 4, 2, EVENT, Activation.RELU));

    @Option(
            names = "--rows",
            defaultValue = "20000",
            paramLabel = "N",
            description = "Training events; if not given, ${DEFAULT-VALUE}.")
    private int rows;

    @Option(
            names = "--particles",
            defaultValue = "30",
            paramLabel = "N",
            description = "Particles of an event, on average; if not given, ${DEFAULT-VALUE}.")
    private double particles;

    @Option(
            names = "--epochs",
            defaultValue = "8",
            paramLabel = "N",
            description = "Epochs, beside one of warm-up; if not given, ${DEFAULT-VALUE}.")
    private int epochs;

    @Mixin
    private AnswerOption format;

    @Spec
    private CommandSpec spec;

    /// How fast one network trains.
    record Speed(Architecture network, Timing epoch, double gigaflops, double peak, double loss, LossGate gate) {
        Document document() {
            var out = Document.entries(
                    "network",
                    network.toString(),
                    "secondsPerEpoch",
                    epoch.document(),
                    "gigaflops",
                    gigaflops,
                    "peakGigaflops",
                    peak,
                    "fractionOfPeak",
                    gigaflops / peak,
                    "finalLoss",
                    loss);
            out.putAll(gate.document());
            return Document.of("bench clouds", out);
        }
    }

    /// What came out.
    record CloudsAnswer(int rows, double particles, List<Speed> speeds) implements Answer {
        CloudsAnswer {
            speeds = List.copyOf(speeds);
        }

        @Override
        public Document document() {
            return Document.of(
                    "bench clouds",
                    Document.entries(
                            "rows",
                            rows,
                            "batch",
                            BATCH,
                            "particlesPerEvent",
                            particles,
                            "results",
                            speeds.stream().map(Speed::document).toList(),
                            "machine",
                            Machine.document()));
        }

        @Override
        public void print(PrintWriter out) {
            for (Speed speed : speeds) {
                out.format(
                        Locale.ROOT,
                        "%s: %.2f s an epoch of %d events, %.1f GFLOP/s, %.3f of the peak; loss %.5f, the exact ratio's is %.5f%n",
                        speed.network(),
                        speed.epoch().median(),
                        rows,
                        speed.gigaflops(),
                        speed.gigaflops() / speed.peak(),
                        speed.loss(),
                        speed.gate().exact());
            }
        }
    }

    @Override
    public void run() {
        Workload.require(rows >= 1000 && rows <= 10_000_000, "--rows", rows, "1000 … 10000000");
        Workload.require(particles >= 1 && particles <= 1000, "--particles", particles, "1 … 1000");
        Workload.require(epochs >= 1, "--epochs", epochs, "1 or more");
        format.print(measure(rows, particles, epochs), spec.commandLine().getOut());
    }

    static CloudsAnswer measure(int rows, double particles, int epochs) {
        var problem = new CloudProblem(particles);
        TrainingSample sample = problem.sample(rows, VALIDATION, Seed.of(7));
        LossGate gate = problem.gate(sample);
        List<Speed> speeds = NETWORKS.stream()
                .map(network -> speed(network, sample, epochs, gate))
                .toList();
        return new CloudsAnswer(rows, particles, speeds);
    }

    private static Speed speed(Architecture network, TrainingSample sample, int epochs, LossGate gate) {
        var peak = new Peak(1, Clock.CPU);
        var seconds = new ArrayList<Double>();
        double[] start = {Clock.CPU.now()};
        var options = TrainingOptions.defaults().withBatchSize(BATCH).withEpochs(epochs + 1, epochs + 1);
        Fit fit;
        try (var workers = new Workers(1)) {
            fit = new Trainer(network, options)
                    .fit(sample, Optional.empty(), Seed.of(1), workers, (epoch, most, trainLoss, validationLoss) -> {
                        seconds.add(Clock.CPU.now() - start[0]);
                        peak.measure();
                        start[0] = Clock.CPU.now();
                    });
        }
        double loss = fit.report().epochs().getLast().validationLoss();
        gate.check(loss);
        var epoch = new Timing(seconds.subList(1, seconds.size()));
        return new Speed(
                network, epoch, gigaOperations(network, sample) / epoch.median(), peak.gigaflops(), loss, gate);
    }

    /// Floating-point operations of one epoch, in units of 10⁹.
    static double gigaOperations(Architecture network, TrainingSample sample) {
        Particles clouds = sample.features().particles().orElseThrow();
        int[] events = sample.train().indices();
        double columns = 0;
        double pairs = 0;
        for (int event : events) {
            columns += clouds.count(event);
            pairs += (double) clouds.count(event) * clouds.count(event);
        }
        List<DenseShape> layers = network.layers();
        int ofParticles = layers.size() - EVENT.size() - 1;
        double products = 0;
        for (int i = 0; i < layers.size(); i++) {
            DenseShape layer = layers.get(i);
            products += (i == 0 ? 2.0 : 3.0)
                    * layer.inputs()
                    * layer.outputs()
                    * (i < ofParticles ? columns : events.length);
        }
        if (network instanceof ParticleAttention attention) {
            products += 3.0 * 2 * pairs * attention.width() * attention.blocks();
        }
        return 2e-9 * products;
    }
}
