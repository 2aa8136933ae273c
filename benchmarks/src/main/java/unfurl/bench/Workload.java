package unfurl.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.formats.Document;
import unfurl.nn.Activation;
import unfurl.nn.Perceptron;
import unfurl.nn.Schedule;
import unfurl.nn.TrainingOptions;

/// One training to be measured.
///
/// @param network      its widths
/// @param activation   of the hidden units
/// @param rows         training events
/// @param batch        events of one step
/// @param threads      that train
/// @param epochs       passes over the training events
/// @param learningRate of AdamW
/// @param schedule     the learning rate's course
record Workload(
        Widths network,
        Activation activation,
        int rows,
        int batch,
        int threads,
        int epochs,
        double learningRate,
        Schedule schedule) {
    /// @throws InputException when a value is outside its range
    Workload {
        require(rows >= 2, "--rows", rows, "2 or more");
        require(batch >= 1, "--batch", batch, "1 or more");
        require(threads >= 1 && threads <= 1024, "--threads", threads, "1 … 1024");
        require(epochs >= 1, "--epochs", epochs, "1 or more");
        require(learningRate > 0 && learningRate <= 1, "--learning-rate", learningRate, "above 0, at most 1");
        require(
                (long) rows * network.widths().getFirst() < Integer.MAX_VALUE - 1_000_000,
                "--rows",
                rows,
                "fewer than 2³¹ numbers in all");
    }

    static void require(boolean holds, String option, Number value, String allowed) {
        if (!holds) {
            throw new InputException("%s is %s%n  allowed    %s".formatted(option, value, allowed));
        }
    }

    Perceptron architecture() {
        return network.architecture(activation);
    }

    TrainingOptions options() {
        return TrainingOptions.defaults()
                .withBatchSize(batch)
                .withEpochs(epochs, epochs)
                .withLearningRate(learningRate, schedule)
                .withAveraging(0);
    }

    /// Another network, on so many threads.
    Workload with(Subject subject, int others) {
        return new Workload(
                subject.network(), subject.activation(), rows, subject.batch(), others, epochs, learningRate, schedule);
    }

    Workload withEpochs(int other) {
        return new Workload(network, activation, rows, batch, threads, other, learningRate, schedule);
    }

    /// The words of a benchmark of it in another process.
    ///
    /// @param command its name
    /// @param more    words after the options of the workload
    List<String> arguments(String command, Object... more) {
        Stream<Object> words = Stream.of(
                "bench",
                command,
                "--network",
                network,
                "--activation",
                activation,
                "--batch",
                batch,
                "--threads",
                threads,
                "--rows",
                rows,
                "--epochs",
                epochs,
                "--learning-rate",
                learningRate);
        return Stream.concat(words, Stream.of(more)).map(Object::toString).toList();
    }

    /// Floating-point operations of one epoch, in units of 10⁹.
    double gigaOperations() {
        return network.operations() * rows * 1e-9;
    }

    Map<String, Object> document() {
        return Document.entries(
                "network", network.toString(),
                "activation", activation,
                "rows", rows,
                "batch", batch,
                "threads", threads,
                "epochs", epochs);
    }

    @Override
    public String toString() {
        return "%s %s, %d events, batch %d, %d thread%s"
                .formatted(network, activation, rows, batch, threads, threads == 1 ? "" : "s");
    }
}
