package unfurl.bench;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import unfurl.nn.Schedule;

/// The options that say what is trained, but for the threads.
final class WorkloadOptions {
    @Mixin
    private NetworkOptions network;

    @Option(
            names = "--rows",
            defaultValue = "200000",
            paramLabel = "N",
            description = "Training events; if not given, ${DEFAULT-VALUE}.")
    private int rows;

    @Option(
            names = "--batch",
            defaultValue = "4096",
            paramLabel = "N",
            description = "Events of one step; if not given, ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--epochs",
            defaultValue = "10",
            paramLabel = "N",
            description = "Epochs, beside those of the warm-up; if not given, ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(
            names = "--learning-rate",
            defaultValue = "0.001",
            paramLabel = "RATE",
            description = "Of AdamW; if not given, ${DEFAULT-VALUE}.")
    private double learningRate;

    /// On so many threads, with that course of the learning rate.
    Workload workload(int threads, Schedule schedule) {
        return new Workload(
                network.widths(), network.activation(), rows, batch, threads, epochs, learningRate, schedule);
    }
}
