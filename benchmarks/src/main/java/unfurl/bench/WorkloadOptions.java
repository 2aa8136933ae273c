package unfurl.bench;

import picocli.CommandLine.Option;
import unfurl.nn.Activation;
import unfurl.nn.Schedule;

/// The options that say what is trained, but for the threads.
final class WorkloadOptions {
    @Option(
            names = "--network",
            defaultValue = "24-100-100-100-1",
            paramLabel = "WIDTHS",
            converter = Widths.Converter.class,
            description = "Widths from the inputs to the one output; if not given, ${DEFAULT-VALUE}.")
    private Widths network;

    @Option(
            names = "--activation",
            defaultValue = "relu",
            paramLabel = "NAME",
            description = "Of the hidden units: ${COMPLETION-CANDIDATES}; if not given, ${DEFAULT-VALUE}.")
    private Activation activation;

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
        return new Workload(network, activation, rows, batch, threads, epochs, learningRate, schedule);
    }
}
