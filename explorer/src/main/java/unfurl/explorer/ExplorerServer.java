package unfurl.explorer;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import unfurl.InputException;

/// Serves the page on a measurement, and what the page asks for.
///
/// Each request has a thread of its own to wait in; the numbers are made elsewhere, one request after the other with
/// all threads.
public final class ExplorerServer implements AutoCloseable {
    /// Where the page is served when nobody names a port.
    public static final int PORT = 8765;

    private static final int LAST_PORT = PORT + 19;
    private static final int TOKEN_BYTES = 24;
    private static final int LARGEST_PORT = 65_535;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Desk desk;
    private final String link;

    private ExplorerServer(HttpServer server, Desk desk, String link) {
        this.server = server;
        this.desk = desk;
        this.link = link;
    }

    /// Begins to serve on [#PORT], or on the next port that is free, so that a link to a view opens again after a
    /// restart.
    ///
    /// @param explored what is looked at
    /// @param version  of the program
    /// @param host     as of [#start(Explored, String, Optional, int, int)]
    /// @param workers  how many threads share a piece of work
    /// @throws InputException when the address is none of this machine's, or 20 ports in a row are taken
    public static ExplorerServer start(Explored explored, String version, Optional<String> host, int workers) {
        InetAddress address = address(host);
        requireOwn(address);
        for (int port = PORT; port <= LAST_PORT; port++) {
            try {
                return serving(explored, version, host, listening(address, port), workers);
            } catch (BindException taken) {
                // Then the next one.
            } catch (IOException failure) {
                throw cannotListen(address, port, failure);
            }
        }
        throw new InputException(
                "ports %d to %d are taken\n  allowed    --port N, 0 for any that is free".formatted(PORT, LAST_PORT));
    }

    /// Begins to serve.
    ///
    /// @param explored what is looked at
    /// @param version  of the program
    /// @param host     the address that is listened on; loopback when empty. On another one every request carries a
    ///                 token, which the link has
    /// @param port     0 for any that is free
    /// @param workers  how many threads share a piece of work
    /// @throws InputException when the address is none of this machine's, or the port is none or taken
    public static ExplorerServer start(
            Explored explored, String version, Optional<String> host, int port, int workers) {
        if (port < 0 || port > LARGEST_PORT) {
            throw new InputException("there is no port %d\n  allowed    0 to %d".formatted(port, LARGEST_PORT));
        }
        InetAddress address = address(host);
        try {
            return serving(explored, version, host, listening(address, port), workers);
        } catch (IOException failure) {
            throw cannotListen(address, port, failure);
        }
    }

    /// So that where a port is refused the reason is the port.
    private static void requireOwn(InetAddress address) {
        try {
            new ServerSocket(0, 1, address).close();
        } catch (IOException failure) {
            throw new InputException(
                    "cannot listen on %s: %s".formatted(address.getHostAddress(), InputException.reason(failure)),
                    failure);
        }
    }

    private static HttpServer listening(InetAddress address, int port) throws IOException {
        configure();
        return HttpServer.create(new InetSocketAddress(address, port), 0);
    }

    private static InputException cannotListen(InetAddress address, int port, IOException failure) {
        return new InputException(
                "cannot listen on %s, port %d: %s"
                        .formatted(address.getHostAddress(), port, InputException.reason(failure)),
                failure);
    }

    private static ExplorerServer serving(
            Explored explored, String version, Optional<String> host, HttpServer server, int workers) {
        InetAddress address = server.getAddress().getAddress();
        Optional<String> token = address.isLoopbackAddress() ? Optional.empty() : Optional.of(token());
        String shown = address.isAnyLocalAddress() ? localName() : host.orElse("127.0.0.1");
        String link = "http://%s:%d/%s"
                .formatted(
                        shown.contains(":") ? "[" + shown + "]" : shown,
                        server.getAddress().getPort(),
                        token.map(secret -> "?token=" + secret).orElse(""));
        var desk = new Desk(workers);
        var explorer = new ExplorerServer(server, desk, link);
        var api = new Api(explored, desk, version);
        var access = new Access(token, host);
        var assets = new Assets();
        server.createContext("/", exchange -> new Conversation(exchange, access).answer(api, assets));
        server.setExecutor(explorer.threads);
        server.start();
        return explorer;
    }

    /// Sets what the JDK's server can be told by properties of the whole program alone, which it reads when it is
    /// first used: to send an answer's head at once, where it would wait up to 40 ms for an acknowledgement; and
    /// how many seconds and connections they may take who never end a request, or never read an answer.
    private static void configure() {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxReqTime", "30");
        System.setProperty("sun.net.httpserver.maxRspTime", "120");
        System.setProperty("jdk.httpserver.maxConnections", "400");
    }

    private static InetAddress address(Optional<String> host) {
        try {
            return host.isPresent() ? InetAddress.getByName(host.get()) : InetAddress.ofLiteral("127.0.0.1");
        } catch (IOException unknown) {
            throw new InputException("there is no address '%s'".formatted(host.orElse("")), unknown);
        }
    }

    private static String localName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException unknown) {
            return "localhost";
        }
    }

    private static String token() {
        byte[] secret = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /// What opens the page, with the token where there is one.
    public String link() {
        return link;
    }

    /// On which port.
    public int port() {
        return server.getAddress().getPort();
    }

    /// Ends at once; those who wait are told.
    @Override
    public void close() {
        desk.close();
        server.stop(0);
        threads.close();
    }
}
