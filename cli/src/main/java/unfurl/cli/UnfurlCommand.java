package unfurl.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The root of the commands: `unfurl COMMAND`. A new command is a class of its own, named in `subcommands`.
@Command(
        name = "unfurl",
        description = "Unbinned unfolding: from collider events to published measurements.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        subcommands = {
            UnfoldCommand.class,
            ValidateCommand.class,
            HistCommand.class,
            PlotCommand.class,
            CompareCommand.class,
            ExploreCommand.class,
            ExportCommand.class,
            PublishCommand.class,
            ConvertCommand.class,
            InfoCommand.class,
            ExampleCommand.class,
            BenchCommand.class
        },
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a defect of Unfurl, or no memory left",
            "2:an argument, file, column or key that cannot be used",
            "3:a computation that cannot go on, or with --strict a test that failed"
        })
final class UnfurlCommand implements Runnable {
    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of an error.")
    private boolean debug;

    @Spec
    private CommandSpec spec;

    /// `unfurl` alone.
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /// Whether the arguments of that command line asked for stack traces.
    static boolean debug(CommandLine line) {
        return line.getCommand() instanceof UnfurlCommand root && root.debug;
    }
}
