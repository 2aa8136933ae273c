package unfurl.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import unfurl.InputException;
import unfurl.unfold.OmniFold;

/// A run in a process of its own, as the command line makes one: `RunProcess STUDY RUN [key=value]…` begins a
/// run, or goes on with the one that is there. Exit code 2 for an [InputException].
final class RunProcess {
    private RunProcess() {}

    public static void main(String[] args) {
        var read = Toy.quick(
                Path.of(args[0]), List.of(args).subList(2, args.length).toArray(String[]::new));
        Path out = Path.of(args[1]);
        try (RunFolder folder =
                Files.exists(out) ? RunFolder.resume(out, read.study()) : RunFolder.create(out, read.study())) {
            new Runner(read, 2, new Lines(), Toy.ENVIRONMENT).run(folder);
        } catch (InputException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        }
    }

    private static final class Lines extends Toy.Silence {
        @Override
        public void stepDone(OmniFold.Info info) {
            System.err.println(info.iteration() + " " + info.stage().label());
        }
    }

    /// Starts such a process.
    ///
    /// @param before a command that runs it, such as one that sets limits; may be empty
    static Process start(List<String> before, Path log, Path study, Path out, String... settings) throws IOException {
        var command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-Xmx256m",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                RunProcess.class.getName(),
                study.toString(),
                out.toString()));
        command.addAll(List.of(settings));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    static int await(Process process) throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the run does not end");
        }
        return process.exitValue();
    }
}
