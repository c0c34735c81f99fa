package io.leadflip.sandbox.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.RepeatedTest;

class FreePortTest {
    @RepeatedTest(20)
    void shouldBeFreeAndOutOfReachOfOutgoingConnections() throws Exception {
        // When
        var port = FreePort.find();
        // Then
        assertThat(port).isBetween(20_000, 29_999);
        try (var server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(server.getLocalPort()).isEqualTo(port);
        }
    }
}
