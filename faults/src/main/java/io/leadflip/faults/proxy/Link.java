package io.leadflip.faults.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.Supplier;

/// One connection through a proxy: the client's socket, the target's, and a pump for each
/// direction.
final class Link {
    private static final int CONNECT_MILLIS = 5000;

    private final Socket client;
    private final Socket peer = new Socket();
    private final Supplier<Mode> mode;
    private volatile boolean silent;
    private volatile boolean peerForgotten;

    Link(Socket client, Supplier<Mode> mode) {
        this.client = client;
        this.mode = mode;
    }

    /// Carries bytes both ways until both sides have ended or the link is reset.
    void carry(InetSocketAddress target) {
        try {
            client.setTcpNoDelay(true);
            peer.setTcpNoDelay(true);
            peer.connect(target, CONNECT_MILLIS);
            Thread back =
                    Thread.ofVirtual().name("pump-back").start(new Pump(this, peer, client)::run);
            new Pump(this, client, peer).run();
            back.join();
        } catch (IOException e) {
            reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Takes whatever comes and leads nowhere.
    void swallow() {
        fallSilent();
        new Pump(this, client, peer).run();
    }

    Mode mode() {
        return mode.get();
    }

    boolean silent() {
        return silent;
    }

    void fallSilent() {
        silent = true;
    }

    /// Bytes arrived for a peer that does not know this connection any more.
    boolean isRefusedBy(Socket to) {
        return peerForgotten && to == peer;
    }

    /// The network is back, but not for this connection: the target hears a reset at once, the
    /// client when it sends.
    void forgetPeer() {
        peerForgotten = true;
        reset(peer);
    }

    void reset() {
        reset(client);
        reset(peer);
    }

    /// A close that the other side sees as a reset: nothing lingers.
    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // Closed already.
            return;
        } finally {
            close(socket);
        }
    }

    /// An orderly end of both sides.
    void close() {
        close(client);
        close(peer);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // A socket that cannot be closed is closed.
            return;
        }
    }
}
