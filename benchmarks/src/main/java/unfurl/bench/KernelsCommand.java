package unfurl.bench;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import unfurl.NumericalException;
import unfurl.cli.Answer;
import unfurl.cli.AnswerOption;
import unfurl.cli.TextTable;
import unfurl.formats.Document;
import unfurl.nn.CloudBenchmark;
import unfurl.nn.KernelBenchmark;

/// `unfurl bench kernels`: the inner loops by JMH.
@Command(
        name = "kernels",
        description = {
            "Measures the inner loops by JMH: a panel of events through one square layer, activations, losses and the "
                    + "optimiser's step on as many numbers, attention, sums and norms of a tile of clouds.",
            "",
            "Each is held to its definition before it is timed, bit by bit but for the norm."
        },
        footerHeading = "%nExample:%n",
        footer = "  unfurl bench kernels --quick")
final class KernelsCommand implements Runnable {
    /// Those whose multiply-adds are counted.
    private static final Set<String> PRODUCTS = Set.of("forward", "backward", "accumulate");

    @Option(names = "--quick", description = "One width, and fewer measurements.")
    private boolean quick;

    @Mixin
    private AnswerOption format;

    @Spec
    private CommandSpec spec;

    /// One kernel.
    ///
    /// @param name        of the kernel
    /// @param width       of the layer and of the one before
    /// @param nanoseconds of one call
    /// @param error       JMH's, of 99.9 % confidence
    record Kernel(String name, int width, double nanoseconds, double error) {}

    /// All of them.
    record KernelsAnswer(List<Kernel> kernels) implements Answer {
        @Override
        public Document document() {
            List<Map<String, Object>> rows = kernels.stream()
                    .map(kernel -> Document.entries(
                            "kernel", kernel.name(),
                            "width", kernel.width(),
                            "nanoseconds", kernel.nanoseconds(),
                            "error", Double.isFinite(kernel.error()) ? kernel.error() : "unknown"))
                    .toList();
            return Document.of("bench kernels", Document.entries("kernels", rows, "machine", Machine.document()));
        }

        @Override
        public void print(PrintWriter out) {
            out.println("%d events through one layer; attention, pool and norm: %d events of %d particles in all"
                    .formatted(KernelBenchmark.EVENTS, CloudBenchmark.EVENTS, CloudBenchmark.PARTICLES));
            var table = new TextTable("kernel", ">width", ">ns a call", ">± (99.9 %)", ">GFLOP/s");
            for (Kernel kernel : kernels) {
                double operations = 2.0 * KernelBenchmark.EVENTS * kernel.width() * kernel.width();
                table.row(
                        kernel.name(),
                        Integer.toString(kernel.width()),
                        Decimals.of(kernel.nanoseconds(), 1),
                        Decimals.of(kernel.error(), 1),
                        !PRODUCTS.contains(kernel.name()) ? "–" : Decimals.of(operations / kernel.nanoseconds(), 1));
            }
            table.print(out);
        }
    }

    @Override
    public void run() {
        format.print(measure(quick), spec.commandLine().getOut());
    }

    /// @throws NumericalException when a kernel differs from its definition
    static KernelsAnswer measure(boolean quick) {
        var options = new OptionsBuilder()
                .include("^unfurl\\.nn\\.(Kernel|Element|Cloud)Benchmark\\.")
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(quick ? 3 : 5)
                .measurementTime(TimeValue.milliseconds(500));
        if (quick) {
            options.param("width", "64");
        }
        return new KernelsAnswer(
                run(options.build()).stream().map(KernelsCommand::kernel).toList());
    }

    private static Collection<RunResult> run(Options options) {
        try {
            return new Runner(options).run();
        } catch (RunnerException failed) {
            throw new NumericalException("the kernels could not be measured: " + failed.getMessage());
        }
    }

    private static Kernel kernel(RunResult result) {
        return new Kernel(
                result.getPrimaryResult().getLabel(),
                Integer.parseInt(result.getParams().getParam("width")),
                result.getPrimaryResult().getScore(),
                result.getPrimaryResult().getScoreError());
    }
}
