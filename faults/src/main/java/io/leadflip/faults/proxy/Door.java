package io.leadflip.faults.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/// The port at which new connections knock. Its number stays the same however often it is opened
/// and shut.
final class Door implements AutoCloseable {
    private static final int WAITING = 512;

    /// Below the ports that a kernel takes for outgoing connections, so that nobody takes ours
    /// while it is shut.
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;
    private static final int TRIES = 200;

    private final Consumer<Socket> guests;
    private final int port;
    private ServerSocket listening;
    private Thread porter;
    private State state;

    /// How those who knock are received.
    enum State {
        /// They are let in.
        OPEN,
        /// They are refused at once.
        SHUT,
        /// Nobody comes: a few connect and hear nothing, the others wait in vain.
        UNANSWERED
    }

    private Door(ServerSocket listening, Consumer<Socket> guests) {
        this.listening = listening;
        this.port = listening.getLocalPort();
        this.guests = guests;
        this.state = State.OPEN;
        letIn(listening);
    }

    /// An open door on a free port of the loopback address.
    static Door open(Consumer<Socket> guests) throws IOException {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            try {
                int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
                return new Door(listen(port, WAITING), guests);
            } catch (IOException e) {
                // Somebody has it; the next one, then.
                continue;
            }
        }
        throw new IOException("no free port between " + FIRST + " and " + LAST);
    }

    int port() {
        return port;
    }

    synchronized void become(State next) {
        if (next == state) {
            return;
        }
        close();
        state = next;
        try {
            switch (next) {
                case OPEN -> {
                    listening = listen(port, WAITING);
                    letIn(listening);
                }
                case UNANSWERED -> listening = listen(port, 1);
                case SHUT -> {}
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Port " + port + " cannot be opened again", e);
        }
    }

    private static ServerSocket listen(int port, int backlog) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), backlog);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return socket;
    }

    private void letIn(ServerSocket socket) {
        porter = Thread.ofVirtual().name("door-" + port).start(() -> letInUntilShut(socket));
    }

    private void letInUntilShut(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                guests.accept(socket.accept());
            } catch (IOException e) {
                // The door was shut, or a client left before it was let in.
                continue;
            }
        }
    }

    /// Returns when the port is free: a socket is not quite closed while somebody accepts on it.
    @Override
    public synchronized void close() {
        try {
            listening.close();
            porter.join();
        } catch (IOException e) {
            throw new UncheckedIOException("A door could not be shut", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
