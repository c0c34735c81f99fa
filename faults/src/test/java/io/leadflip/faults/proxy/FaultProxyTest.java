package io.leadflip.faults.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
    private EchoServer server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer();
        proxy = FaultProxy.to(server.port());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void shouldPassBytesBothWays() throws IOException {
        // Given
        try (Socket client = connect()) {
            // When
            say(client, "hello");
            // Then
            assertThat(heard(client, 5)).isEqualTo("hello");
        }
        await().untilAsserted(() -> assertThat(proxy.connections()).isZero());
        assertThat(server.open()).isZero();
    }

    @Test
    void shouldDeliverEverythingThatWasSentBeforeAnOrderlyEnd() throws IOException {
        // Given
        byte[] much = new byte[1_000_000];
        try (Socket client = connect()) {
            // When
            Thread.ofVirtual().start(() -> sendAndEnd(client, much));
            // Then
            assertThat(client.getInputStream().readAllBytes()).hasSize(much.length);
        }
    }

    @Test
    void shouldResetEveryConnectionWhenCutAndServeAgainWhenHealed() throws IOException {
        // Given
        try (Socket before = connect()) {
            say(before, "a");
            heard(before, 1);
            // When
            proxy.become(Mode.CUT);
            // Then
            assertThatThrownBy(() -> heard(before, 1)).hasMessageContaining("reset");
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
            await().untilAsserted(() -> assertThat(server.open()).isZero());
        }
        // When
        proxy.become(Mode.PASS);
        // Then
        try (Socket after = connect()) {
            say(after, "b");
            assertThat(heard(after, 1)).isEqualTo("b");
        }
    }

    @Test
    void shouldShiftBytesWithoutSlowingThemDown() throws IOException {
        // Given
        proxy.become(Mode.delay(Duration.ofMillis(200)));
        try (Socket client = connect()) {
            long began = System.nanoTime();
            // When
            for (int i = 0; i < 10; i++) {
                say(client, "x");
                client.getOutputStream().flush();
            }
            assertThat(heard(client, 10)).isEqualTo("xxxxxxxxxx");
            // Then
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(400), Duration.ofMillis(1500));
        }
    }

    @Test
    void shouldSwallowBytesSilentlyWhenHalfOpen() throws IOException {
        // Given
        try (Socket before = connect()) {
            say(before, "a");
            heard(before, 1);
            // When
            proxy.become(Mode.HALF_OPEN);
            say(before, "lost");
            // Then
            assertThatThrownBy(() -> heard(before, 1)).isInstanceOf(SocketTimeoutException.class);
            try (Socket during = connect()) {
                say(during, "lost");
                assertThatThrownBy(() -> heard(during, 1))
                        .isInstanceOf(SocketTimeoutException.class);
            }
            assertThat(server.open()).isEqualTo(1);
        }
    }

    @Test
    void shouldLetThoseWaitWhoConnectWhileHalfOpen() throws IOException {
        // Given
        proxy.become(Mode.HALF_OPEN);
        List<Socket> taken = new ArrayList<>();
        try {
            // When
            assertThatThrownBy(
                            () -> {
                                for (int i = 0; i < 10; i++) {
                                    taken.add(connectWithin(Duration.ofMillis(300)));
                                }
                            })
                    .isInstanceOf(SocketTimeoutException.class);
            // Then
            proxy.become(Mode.PASS);
            try (Socket after = connect()) {
                say(after, "c");
                assertThat(heard(after, 1)).isEqualTo("c");
            }
        } finally {
            for (Socket socket : taken) {
                socket.close();
            }
        }
    }

    @Test
    void shouldLeaveConnectionsOfAHalfOpenTimeDead() throws IOException {
        // Given
        try (Socket before = connect();
                Socket waiting = connect()) {
            say(before, "a");
            heard(before, 1);
            say(waiting, "a");
            heard(waiting, 1);
            proxy.become(Mode.HALF_OPEN);
            // When
            proxy.become(Mode.PASS);
            // Then
            await().untilAsserted(() -> assertThat(server.open()).isZero());
            assertThatThrownBy(() -> heard(waiting, 1)).isInstanceOf(SocketTimeoutException.class);
            say(before, "b");
            assertThatThrownBy(() -> heard(before, 1)).hasMessageContaining("reset");
            try (Socket after = connect()) {
                say(after, "c");
                assertThat(heard(after, 1)).isEqualTo("c");
            }
        }
    }

    private Socket connect() throws IOException {
        Socket client = new Socket("127.0.0.1", proxy.port());
        client.setSoTimeout(700);
        return client;
    }

    private Socket connectWithin(Duration patience) throws IOException {
        Socket client = new Socket();
        try {
            client.connect(
                    new InetSocketAddress("127.0.0.1", proxy.port()), (int) patience.toMillis());
            return client;
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    private static void say(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String heard(Socket client, int length) throws IOException {
        byte[] bytes = client.getInputStream().readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("ended in order instead of being reset");
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static void sendAndEnd(Socket client, byte[] bytes) {
        try {
            client.getOutputStream().write(bytes);
            client.shutdownOutput();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
