package io.leadflip.faults.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/// Answers every byte with itself.
final class EchoServer implements AutoCloseable {
    private final ServerSocket door;
    private final AtomicInteger open = new AtomicInteger();

    EchoServer() throws IOException {
        door = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::admit);
    }

    int port() {
        return door.getLocalPort();
    }

    /// Connections whose end this side has not heard of.
    int open() {
        return open.get();
    }

    private void admit() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                open.incrementAndGet();
                Thread.ofVirtual().start(() -> echo(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void echo(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // A reset ends it as well.
            return;
        } finally {
            open.decrementAndGet();
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
