package unfurl.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import unfurl.study.Examples;

/// `unfurl example NAME DIR`: a ready study with its data.
@Command(
        name = "example",
        description = {
            "Writes a ready study with its data into a folder: gaussian and profile-gaussian "
                    + "(generated, with the exact answer), jets (generated: clouds of particles, with their truth) or zjets.",
            "Example: unfurl example gaussian toy --set dimensions=4 --set events=200000"
        })
final class ExampleCommand implements Runnable {
    @Parameters(paramLabel = "NAME", description = "gaussian, profile-gaussian, jets or zjets.")
    private String name;

    @Parameters(paramLabel = "DIR", description = "The folder to write; made when missing, and must be empty.")
    private Path folder;

    @Option(
            names = "--set",
            paramLabel = "key=value",
            description = {
                "A setting of the gaussian example: dimensions, events, priorMean, priorStd, truthMean, truthStd,",
                "correlation, smearing, efficiency (a number or 'sloped'), fakes, background, iterations, seed.",
                "Of the profile-gaussian example: events, priorMean, priorStd, truthMean, truthStd, smearing, "
                        + "simulated and truth (the resolution that is fitted), response (formula or learned), iterations, "
                        + "seed.",
                "Of the jets example: jets, priorAlphaS, truthAlphaS, priorGluons, truthGluons, priorKick, truthKick, "
                        + "priorCharged, truthCharged, seed."
            })
    private List<String> settings = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Optional<Path> home =
                Optional.ofNullable(System.getProperty("unfurl.home")).map(Path::of);
        Examples.write(name, folder, settings, home);
        spec.commandLine().getOut().println("unfurl unfold " + folder.resolve("study.yaml"));
    }
}
