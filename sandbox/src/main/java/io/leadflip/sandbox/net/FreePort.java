package io.leadflip.sandbox.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// A port for a server whose address somebody must know before it listens.
///
/// It lies below what kernels hand out to outgoing connections (from 32,768 on Linux, from 49,152
/// by RFC 6335 §6): a port of that range, found free and let go, may be the near end of a
/// connection by the time the server wants it.
public final class FreePort {
    private static final int FIRST = 20_000;
    private static final int BEHIND_LAST = 30_000;
    private static final int TRIES = 200;

    private FreePort() {}

    /// @return free on the loopback address when it was looked at, from 20,000 to 29,999
    /// @throws IllegalStateException when 200 ports, chosen at random, were all taken
    public static int find() {
        for (var tries = 0; tries < TRIES; tries++) {
            var port = ThreadLocalRandom.current().nextInt(FIRST, BEHIND_LAST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException(
                "%d ports between %d and %d are all taken".formatted(TRIES, FIRST, BEHIND_LAST));
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
