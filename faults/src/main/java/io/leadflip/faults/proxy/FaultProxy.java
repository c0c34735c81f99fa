package io.leadflip.faults.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// One port of the loopback address that stands for another one, and whose network can be broken
/// and healed at any time. Plain sockets on virtual threads.
public final class FaultProxy implements AutoCloseable {
    private final Door door;
    private final InetSocketAddress target;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile Mode mode = Mode.PASS;

    private FaultProxy(int targetPort) throws IOException {
        target = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), targetPort);
        door = Door.open(this::admit);
    }

    /// A proxy on a free port that leads to `targetPort` of this machine. The target need not be
    /// there yet.
    public static FaultProxy to(int targetPort) {
        try {
            return new FaultProxy(targetPort);
        } catch (IOException e) {
            throw new UncheckedIOException("No port for a proxy to " + targetPort, e);
        }
    }

    /// Where clients connect instead of the target.
    public int port() {
        return door.port();
    }

    /// Changes what happens to all connections, from the next byte on.
    public void become(Mode next) {
        Mode before = mode;
        mode = next;
        door.become(next.door());
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

    private void admit(Socket client) {
        Thread.ofVirtual().name("link-" + target.getPort()).start(() -> serve(client));
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
        door.close();
        links.forEach(Link::reset);
    }
}
