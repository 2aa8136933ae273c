package unfurl.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// The browser that the desktop opens links with.
final class DesktopBrowser {
    private DesktopBrowser() {}

    /// Opens a link, and goes on at once.
    ///
    /// @param problem is told when there is nothing to open it with, or that ends with an error
    static void open(String link, Consumer<String> problem) {
        open(command(System.getProperty("os.name"), link), problem);
    }

    static void open(List<String> command, Consumer<String> problem) {
        String program = command.getFirst();
        try {
            Process opening = new ProcessBuilder(command)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            Thread.ofVirtual().start(() -> {
                if (!succeeds(opening)) {
                    problem.accept("'%s' could not open the page".formatted(program));
                }
            });
        } catch (IOException missing) {
            problem.accept("there is no '%s' here to open the page with".formatted(program));
        }
    }

    private static boolean succeeds(Process process) {
        try {
            return process.waitFor() == 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// What opens a link on a system.
    ///
    /// @param system as Java names it
    static List<String> command(String system, String link) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return List.of("open", link);
        }
        return name.startsWith("windows")
                ? List.of("rundll32", "url.dll,FileProtocolHandler", link)
                : List.of("xdg-open", link);
    }
}
