package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DesktopBrowserTest {
    private static final String LINK = "http://127.0.0.1:9930/";

    @TempDir
    private Path folder;

    @Test
    void eachSystemHasACommandOfItsOwn() {
        assertThat(DesktopBrowser.command("Linux", LINK)).containsExactly("xdg-open", LINK);
        assertThat(DesktopBrowser.command("Mac OS X", LINK)).containsExactly("open", LINK);
        assertThat(DesktopBrowser.command("Windows 11", LINK))
                .containsExactly("rundll32", "url.dll,FileProtocolHandler", LINK);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theLinkIsGivenToTheProgram() throws IOException {
        Path told = folder.resolve("told");
        Path program = script("printf %s \"$1\" >'" + told + ".part' && mv '" + told + ".part' '" + told + "'");
        DesktopBrowser.open(List.of(program.toString(), LINK), problem -> {});
        assertThat(told).satisfies(file -> assertThat(awaited(file)).hasContent(LINK));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aProgramThatFailsIsTold() throws IOException {
        var problem = new CompletableFuture<String>();
        DesktopBrowser.open(List.of(script("exit 3").toString(), LINK), problem::complete);
        assertThat(problem).succeedsWithin(Duration.ofSeconds(30)).asString().endsWith("could not open the page");
    }

    @Test
    void aProgramThatIsNotThereIsTold() {
        var problem = new CompletableFuture<String>();
        DesktopBrowser.open(List.of(folder.resolve("none").toString(), LINK), problem::complete);
        assertThat(problem).isCompletedWithValueMatching(text -> text.startsWith("there is no '"));
    }

    private Path script(String line) throws IOException {
        Path file = folder.resolve("browser");
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private static Path awaited(Path file) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!Files.exists(file) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return file;
    }
}
