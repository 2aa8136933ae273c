package unfurl.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import unfurl.InputException;

/// Answers arguments that cannot be understood: what is wrong, the nearest name, where help is.
final class UsageErrors implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException exception, String[] args) {
        CommandLine command = exception.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println("unfurl: " + message(exception, name));
        command.getErr().println("  help       " + name + " --help");
        return ExitCode.INPUT.number();
    }

    private static String message(ParameterException exception, String command) {
        if (exception.getArgSpec() instanceof OptionSpec option
                && option.type().isEnum()
                && exception.getValue() != null) {
            return InputException.notFound("choice", exception.getValue(), option.longestName(), "", choices(option))
                    .getMessage();
        }
        if (!(exception instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return exception.getMessage();
        }
        String argument = unmatched.getUnmatched().getFirst();
        CommandLine line = exception.getCommandLine();
        if (argument.startsWith("-")) {
            String option = argument.split("=", 2)[0];
            return InputException.notFound("option", option, command, "", optionNames(line))
                    .getMessage();
        }
        if (!line.getSubcommands().isEmpty()) {
            return InputException.notFound(
                            "command",
                            argument,
                            command,
                            "",
                            line.getSubcommands().keySet())
                    .getMessage();
        }
        return "%s does not take the argument '%s'".formatted(command, argument);
    }

    private static List<String> choices(OptionSpec option) {
        return Stream.of(option.type().getEnumConstants()).map(Object::toString).toList();
    }

    private static List<String> optionNames(CommandLine line) {
        var names = new ArrayList<String>();
        line.getCommandSpec().options().forEach(option -> names.add(option.longestName()));
        return names;
    }
}
