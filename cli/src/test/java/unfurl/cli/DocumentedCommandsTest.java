package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import unfurl.InputException;
import unfurl.study.StudyFile;

/// What the documents tell people to type is understood by the program as it is.
class DocumentedCommandsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern CONTINUED = Pattern.compile("\\\\\\n\\s*");
    private static final Pattern LINE = Pattern.compile("(?m)^ {4,}(?:\\$ )?(?:\\w+=\\S+ )*\\./unfurl (.+)$");
    private static final Pattern SPAN = Pattern.compile("`(?:\\w+=\\S+\\s)*\\./unfurl\\s([^`]+)`");
    private static final Pattern NAMED = Pattern.compile("--(?:sources|closure) (\\w+(?:,\\w+)*)");
    private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+");

    @Test
    @DisplayName("every command in the documents has arguments that its parser takes")
    void commandsAreUnderstood() throws IOException {
        var refused = new ArrayList<String>();
        for (String command : commands()) {
            try {
                new CommandLine(new UnfurlCommand()).parseArgs(words(command).toArray(String[]::new));
            } catch (CommandLine.ParameterException e) {
                refused.add(command + ": " + e.getMessage());
            }
        }
        assertThat(refused).isEmpty();
    }

    @Test
    @DisplayName("every study of the repository that the documents unfold can be read with the settings given there")
    void studiesAreRead() throws IOException {
        var refused = new ArrayList<String>();
        int read = 0;
        for (String command : commands()) {
            List<String> words = words(command);
            // The tutorial has one that is wrong on purpose: with method.iteration.
            if (!command.startsWith("unfold examples/") || command.contains("method.iteration=")) {
                continue;
            }
            List<String> settings = Stream.iterate(1, i -> i < words.size(), i -> i + 1)
                    .filter(i -> words.get(i - 1).equals("--set"))
                    .map(words::get)
                    .toList();
            try {
                StudyFile.read(ROOT.resolve(words.get(1)), settings);
                read++;
            } catch (InputException e) {
                refused.add(command + ": " + e.getMessage());
            }
        }
        assertThat(refused).isEmpty();
        assertThat(read).isGreaterThan(10);
    }

    /// The sources of a study that has all of them: those of `examples/zjets/full.yaml`, and what the
    /// `uncertainty` block can add.
    private static Set<String> sources() {
        var sources = new TreeSet<>(Set.of(
                "ensemble",
                "bootstrapData",
                "bootstrapSimulation",
                "dataDrivenClosure",
                "luminosity",
                "sample",
                "toys"));
        StudyFile.read(ROOT.resolve("examples/zjets/full.yaml"), List.of())
                .study()
                .uncertainty()
                .systematics()
                .forEach(systematic -> sources.add(systematic.source()));
        return sources;
    }

    @Test
    @DisplayName("the sources of uncertainty that help and documents name in examples are some that a study gives")
    void sourcesExist() throws IOException {
        var texts = new ArrayList<String>();
        for (Path page : pages()) {
            texts.add(Files.readString(page));
        }
        for (CommandLine command :
                new CommandLine(new UnfurlCommand()).getSubcommands().values()) {
            texts.addAll(List.of(command.getCommandSpec().usageMessage().footer()));
        }
        List<String> named = texts.stream()
                .flatMap(text -> NAMED.matcher(text).results())
                .flatMap(found -> Stream.of(found.group(1).split(",", -1)))
                .filter(name -> !List.of("a", "b", "NAME").contains(name))
                .toList();
        assertThat(named).hasSizeGreaterThan(4).isSubsetOf(sources());
    }

    /// What stands behind `./unfurl`, without those of the benchmarks, and without those that leave something
    /// open or only name a command.
    private static List<String> commands() throws IOException {
        var commands = new ArrayList<String>();
        for (Path page : pages()) {
            String text = CONTINUED.matcher(Files.readString(page)).replaceAll(" ");
            LINE.matcher(text).results().map(line -> line.group(1)).forEach(commands::add);
            SPAN.matcher(LINE.matcher(text).replaceAll(""))
                    .results()
                    .map(span -> span.group(1).replaceAll("\\s+", " "))
                    .forEach(commands::add);
        }
        commands.removeIf(command -> command.startsWith("bench") || command.matches("COMMAND.*|.*….*|\\w+"));
        assertThat(commands).hasSizeGreaterThan(30);
        return commands;
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
                Stream<Path> examples = Files.walk(ROOT.resolve("examples"))) {
            return Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md", "validation/README.md")
                                    .map(ROOT::resolve),
                            Stream.concat(docs, examples))
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    /// As a shell takes them apart, up to a comment.
    private static List<String> words(String command) {
        return WORD.matcher(command)
                .results()
                .map(word -> word.group())
                .takeWhile(word -> !word.startsWith("#"))
                .map(word -> word.replaceAll("['\"]", ""))
                .toList();
    }
}
