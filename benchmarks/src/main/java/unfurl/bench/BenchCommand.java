package unfurl.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `unfurl bench`: the root of the benchmarks.
@Command(
        name = "bench",
        description = {
            "Measures speed and memory. Each benchmark checks its answer before it prints a time.",
            "",
            "The machine's peak is a loop of multiply-adds in registers, measured in the same run. Believe ratios "
                    + "within a run; times of different runs differ with what else the machine does."
        },
        synopsisSubcommandLabel = "BENCHMARK",
        subcommands = {
            TrainCommand.class,
            ProfileCommand.class,
            MembersCommand.class,
            EvaluateCommand.class,
            CloudsCommand.class,
            PeersCommand.class,
            UnfoldingCommand.class,
            ScalingCommand.class,
            MemoryCommand.class,
            StartupCommand.class,
            KernelsCommand.class,
            StatisticsCommand.class,
            ExplorerCommand.class,
            ExplorerStartCommand.class,
            AllCommand.class
        })
final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /// `unfurl bench` alone.
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a benchmark is missing");
    }
}
