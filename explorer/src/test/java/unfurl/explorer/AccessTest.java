package unfurl.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.InputException;

/// What `docs/reference/explorer-api.md` promises of who may ask, and where it is served.
class AccessTest {
    @AutoClose
    private static final Served served = Served.of(Toy.explored());

    @Test
    @DisplayName("when no port is named it is 8765, and the next that is free for whoever comes later")
    void usualPort() {
        try (var first = ExplorerServer.start(Toy.small(), "1", Optional.empty(), 1);
                var second = ExplorerServer.start(Toy.small(), "1", Optional.empty(), 1)) {
            assertThat(first.port()).isBetween(8765, 8783);
            assertThat(second.port()).isBetween(first.port() + 1, 8784);
            assertThat(second.link()).isEqualTo("http://127.0.0.1:%d/", second.port());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    @DisplayName("a port that is none is refused")
    void noPort(int port) {
        Explored explored = Toy.explored();
        assertThatThrownBy(() -> ExplorerServer.start(explored, "test", Optional.empty(), port, 1))
                .isInstanceOf(InputException.class)
                .hasMessage("there is no port %d\n  allowed    0 to 65535", port);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1:%d||200",
                "localhost:%d||200",
                "localhost:%d|http://localhost:%d|200",
                "evil.example||403",
                "127.0.0.1:%d|http://evil.example|403",
                "127.0.0.1:%d|null|403"
            })
    @DisplayName("another site's page cannot ask, nor under another name of this machine")
    void otherSites(String host, String origin, int status) {
        int port = served.at("/").getPort();
        String line = served.raw("GET /api/v1/measurement HTTP/1.1\r\nHost: %s\r\n%sConnection: close\r\n\r\n"
                .formatted(
                        host.replace("%d", "" + port),
                        origin == null ? "" : "Origin: " + origin.replace("%d", "" + port) + "\r\n"));
        assertThat(line).contains(" " + status + " ");
    }

    @Test
    @DisplayName("on another address than loopback nothing is told without the token")
    void token() {
        try (var open = new Served(
                ExplorerServer.start(Toy.explored(), "1", Optional.of("0.0.0.0"), 0, 1), HttpClient.newHttpClient())) {
            String token = open.server().link().replaceFirst(".*token=", "");
            int port =
                    URI.create(open.server().link().replaceFirst("\\?.*", "")).getPort();
            var address = URI.create("http://127.0.0.1:" + port + "/api/v1/measurement");
            assertThat(token).hasSizeGreaterThan(30);
            assertThat(open.send(HttpRequest.newBuilder(address).build()).statusCode())
                    .isEqualTo(401);
            assertThat(open.send(HttpRequest.newBuilder(address)
                                    .header("Authorization", "Bearer " + token + "x")
                                    .build())
                            .statusCode())
                    .isEqualTo(401);
            assertThat(open.send(HttpRequest.newBuilder(address)
                                    .header("Authorization", "Bearer " + token)
                                    .build())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    @DisplayName("a port that is taken and an address that is none are refused")
    void places() {
        assertThatThrownBy(() -> ExplorerServer.start(
                        Toy.explored(), "1", Optional.empty(), served.at("/").getPort(), 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot listen on 127.0.0.1");
        assertThatThrownBy(() -> ExplorerServer.start(Toy.explored(), "1", Optional.of("no such host"), 0, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no address 'no such host'");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere 127.0.0.2 is not this machine's")
    @DisplayName("when the ports that are tried are taken, all of them are named")
    void noneFree() throws IOException {
        InetAddress address = InetAddress.getByName("127.0.0.2");
        var taken = new ArrayList<ServerSocket>();
        try {
            for (int port = 8765; port <= 8784; port++) {
                taken.add(new ServerSocket(port, 1, address));
            }
            assertThatThrownBy(() -> ExplorerServer.start(Toy.small(), "1", Optional.of("127.0.0.2"), 1))
                    .isInstanceOf(InputException.class)
                    .hasMessage("ports 8765 to 8784 are taken\n  allowed    --port N, 0 for any that is free");
        } finally {
            for (ServerSocket one : taken) {
                one.close();
            }
        }
    }

    @Test
    @DisplayName("an address of another machine is refused, and no port is blamed")
    void notOwn() {
        // 192.0.2.0/24 is for documentation (RFC 5737).
        assertThatThrownBy(() -> ExplorerServer.start(Toy.small(), "1", Optional.of("192.0.2.1"), 1))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("cannot listen on 192.0.2.1: ");
    }

    @Test
    @DisplayName("another name of loopback that was asked for is served")
    void hosts() {
        try (var other = ExplorerServer.start(Toy.small(), "1", Optional.of("127.0.1.1"), 0, 1);
                var client = HttpClient.newHttpClient()) {
            var page = new Served(other, client)
                    .send(HttpRequest.newBuilder(URI.create(other.link())).build());
            assertThat(page.statusCode()).isEqualTo(200);
        }
    }
}
