package unfurl.explorer.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import unfurl.explorer.Explored;
import unfurl.explorer.ExplorerServer;
import unfurl.explorer.NoSkips;

/// Gives each test a [Screen] of its own; all have one browser and one server. Where there is no browser, or no Node to
/// drive it with, the tests are skipped, and standard error says so; with `UNFURL_NO_SKIPS=1` they fail.
///
/// The browser and Node are the machine's. Playwright's own part is a library, and nothing is fetched.
final class Browsing implements ExecutionCondition, ParameterResolver, AfterTestExecutionCallback {
    private static final Namespace NAMESPACE = Namespace.create(Browsing.class);
    private static final Optional<Path> CHROMIUM = program("chromium", "chromium-browser", "google-chrome");
    private static final Pattern MAJOR = Pattern.compile("v(\\d+)\\.");
    private static final int OLDEST_NODE = 20;
    private static final Optional<Path> NODE = program("node", "nodejs").filter(Browsing::isRecent);
    private static final AtomicBoolean SAID = new AtomicBoolean();

    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (CHROMIUM.isPresent() && NODE.isPresent()) {
            return ConditionEvaluationResult.enabled("there is a browser");
        }
        String words = "SKIPPED, THE EXPLORER'S PAGE IS TESTED IN NO BROWSER: on the PATH there is no %s"
                .formatted(
                        CHROMIUM.isPresent()
                                ? "node of version %d or newer".formatted(OLDEST_NODE)
                                : "chromium, chromium-browser or google-chrome");
        NoSkips.orFail(words);
        if (SAID.compareAndSet(false, true)) {
            System.err.println(words);
        }
        return ConditionEvaluationResult.disabled(words);
    }

    private static Optional<Path> program(String... names) {
        return Stream.of(names).flatMap(Browsing::onPath).findFirst();
    }

    private static Stream<Path> onPath(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable);
    }

    /// Whether Playwright can use it.
    private static boolean isRecent(Path node) {
        try {
            Process asked = new ProcessBuilder(node.toString(), "--version").start();
            String version = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher major = MAJOR.matcher(version);
            return major.lookingAt() && Integer.parseInt(major.group(1)) >= OLDEST_NODE;
        } catch (IOException none) {
            return false;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Screen.class;
    }

    @Override
    public Screen resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Shared shared = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Shared.class, ignored -> Shared.start(), Shared.class);
        Screen screen = new Screen(shared.browser, shared.server.link());
        context.getStore(NAMESPACE).put(Screen.class, screen);
        return screen;
    }

    /// Whatever a test is about, the page asked nobody but its server, and the console is empty.
    @Override
    public void afterTestExecution(ExtensionContext context) {
        Screen screen = context.getStore(NAMESPACE).get(Screen.class, Screen.class);
        if (screen != null) {
            screen.assertUneventful();
        }
    }

    /// What all tests share; JUnit closes it after the last.
    private record Shared(ExplorerServer server, Playwright playwright, Browser browser) implements AutoCloseable {
        static Shared start() {
            var explored = new Explored(Sample.MEASUREMENT, List.of(Sample.PRIOR, Sample.TUNED));
            ExplorerServer server = ExplorerServer.start(explored, "0.1.0", Optional.empty(), 0, 2);
            var environment = new HashMap<>(System.getenv());
            environment.put("PLAYWRIGHT_NODEJS_PATH", NODE.orElseThrow().toString());
            environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
            Playwright playwright = Playwright.create(new CreateOptions().setEnv(environment));
            playwright.selectors().setTestIdAttribute("data-test");
            Browser browser = playwright
                    .chromium()
                    .launch(new LaunchOptions()
                            .setExecutablePath(CHROMIUM.orElseThrow())
                            .setArgs(FLAGS));
            return new Shared(server, playwright, browser);
        }

        @Override
        public void close() {
            playwright.close();
            server.close();
        }
    }
}
