package unfurl.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import unfurl.cli.AnswerOption;

/// `unfurl bench train`: how fast a network trains beside the machine's peak.
@Command(
        name = "train",
        description = {
            "Trains a network and says how fast, beside what the machine can do.",
            "",
            "GFLOP/s counts 2 operations for each multiply-add of the forward pass, the weight gradients and the "
                    + "input gradients, without any padding. On one thread both times of the fraction of the peak are the "
                    + "thread's processor time; on more they are the time of day.",
            "",
            "The events are two normal distributions 1.5 standard deviations apart, for which the best loss is "
                    + "known: a training that has not learned half of what can be learned gets no time."
        },
        footerHeading = "%nExample:%n",
        footer =
                "  unfurl bench train --network 24-100-100-100-1 --rows 200000 --batch 4096 --threads 1 --epochs 10 --format json")
final class TrainCommand implements Runnable {
    @Mixin
    private WorkloadOptions workload;

    @Mixin
    private ThreadsOption threads;

    @Option(
            names = "--warm-up",
            defaultValue = "2",
            paramLabel = "N",
            description = "Epochs of a training before, whose time does not count; if not given, ${DEFAULT-VALUE}.")
    private int warmUp;

    @Option(
            names = "--members",
            defaultValue = "1",
            paramLabel = "N",
            description = "Networks that train side by side; if not given, ${DEFAULT-VALUE}.")
    private int members;

    @Option(
            names = "--repeat",
            defaultValue = "1",
            paramLabel = "N",
            description = "Trainings; the median is over all their epochs. If not given, ${DEFAULT-VALUE}.")
    private int repeat;

    @Option(
            names = "--schedule",
            defaultValue = "constant",
            paramLabel = "NAME",
            description = "The learning rate's course: ${COMPLETION-CANDIDATES}; if not given, ${DEFAULT-VALUE}.")
    private Course course;

    @Mixin
    private AnswerOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Workload.require(members >= 1 && members <= 1000, "--members", members, "1 … 1000");
        Workload.require(warmUp >= 0, "--warm-up", warmUp, "0 or more");
        Workload.require(repeat >= 1, "--repeat", repeat, "1 or more");
        try (var measurement = new TrainMeasurement(workload.workload(threads.threads(), course.schedule()))) {
            TrainAnswer answer =
                    members == 1 ? measurement.measure(warmUp, repeat) : measurement.measure(warmUp, repeat, members);
            format.print(answer, spec.commandLine().getOut());
        }
    }
}
