package unfurl.bench;

import picocli.CommandLine.Option;
import unfurl.nn.Activation;

/// The options that say which network.
final class NetworkOptions {
    @Option(
            names = "--network",
            defaultValue = "24-100-100-100-1",
            paramLabel = "WIDTHS",
            converter = Widths.Converter.class,
            description = "Widths from the inputs to the one output; if not given, ${DEFAULT-VALUE}.")
    private Widths widths;

    @Option(
            names = "--activation",
            defaultValue = "relu",
            paramLabel = "NAME",
            description = "Of the hidden units: ${COMPLETION-CANDIDATES}; if not given, ${DEFAULT-VALUE}.")
    private Activation activation;

    Widths widths() {
        return widths;
    }

    Activation activation() {
        return activation;
    }
}
