package io.leadflip.faults.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// One port of the loopback address that stands for another one, and whose network can be broken
/// and healed at any time. Plain sockets on virtual threads.
public final class FaultProxy implements AutoCloseable {
    private static final int WAITING = 512;

    private final ServerSocket door;
    private final InetSocketAddress target;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile Mode mode = Mode.PASS;

    private FaultProxy(ServerSocket door, InetSocketAddress target) {
        this.door = door;
        this.target = target;
    }

    /// A proxy on a free port that leads to `targetPort` of this machine. The target need not be
    /// there yet.
    public static FaultProxy to(int targetPort) {
        try {
            InetAddress loopback = InetAddress.getByName("127.0.0.1");
            ServerSocket door = new ServerSocket(0, WAITING, loopback);
            FaultProxy proxy = new FaultProxy(door, new InetSocketAddress(loopback, targetPort));
            Thread.ofVirtual().name("proxy-" + targetPort).start(proxy::admit);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("No port for a proxy to " + targetPort, e);
        }
    }

    /// Where clients connect instead of the target.
    public int port() {
        return door.getLocalPort();
    }

    /// Changes what happens to all connections, from the next byte on.
    public void become(Mode next) {
        Mode before = mode;
        mode = next;
        if (before instanceof Mode.HalfOpen && !(next instanceof Mode.HalfOpen)) {
            links.forEach(Link::forgetPeer);
        }
        switch (next) {
            case Mode.Cut cut -> links.forEach(Link::reset);
            case Mode.HalfOpen halfOpen -> links.forEach(Link::fallSilent);
            case Mode.Pass pass -> {}
            case Mode.Delay delay -> {}
        }
    }

    /// How many connections run through it, dead ones included.
    public int connections() {
        return links.size();
    }

    private void admit() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().name("link-" + target.getPort()).start(() -> serve(client));
            } catch (IOException e) {
                // The door was closed, or a client left before it was let in.
                continue;
            }
        }
    }

    private void serve(Socket client) {
        Link link = new Link(client, () -> mode);
        links.add(link);
        try {
            switch (mode) {
                case Mode.Cut cut -> link.reset();
                case Mode.HalfOpen halfOpen -> link.swallow();
                case Mode.Pass pass -> link.carry(target);
                case Mode.Delay delay -> link.carry(target);
            }
        } finally {
            link.close();
            links.remove(link);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException("A proxy could not be closed", e);
        }
        links.forEach(Link::reset);
    }
}
