package io.leadflip.bench.voice.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Supplier;

/// The generator's server: WebSockets for the voice model, and the few plain answers a relay needs.
public final class Http implements Loop.Ready {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final Loop loop;
    private final ServerSocketChannel server;
    private final Supplier<Peer> sockets;
    private final Answers answers;
    private double upgradeAfterSeconds;

    public Http(Loop loop, int port, Supplier<Peer> sockets, Answers answers) throws IOException {
        this.loop = loop;
        this.sockets = sockets;
        this.answers = answers;
        server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress("127.0.0.1", port), 1024);
        loop.register(server, SelectionKey.OP_ACCEPT, this);
    }

    /// How long a model takes to be reached.
    public void upgradeAfter(double seconds) {
        upgradeAfterSeconds = seconds;
    }

    @Override
    public void ready(SelectionKey key) {
        try {
            for (SocketChannel one = server.accept(); one != null; one = server.accept()) {
                Link.accepted(loop, one, this);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("Nobody can be let in", e);
        }
    }

    /// @return where the head ends, behind its empty line; -1 when it is not all there
    static int endOfHead(byte[] bytes, int end) {
        for (int i = 3; i < end; i++) {
            if (bytes[i] == '\n'
                    && bytes[i - 1] == '\r'
                    && bytes[i - 2] == '\n'
                    && bytes[i - 3] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    /// @return how many bytes were used
    int request(Link link, byte[] bytes, int head, int end) {
        String text = new String(bytes, 0, head, StandardCharsets.US_ASCII);
        String path = text.substring(text.indexOf(' ') + 1, text.indexOf(" HTTP/"));
        String key = header(text, "sec-websocket-key");
        if (key != null) {
            upgrade(link, key);
            return head;
        }
        String length = header(text, "content-length");
        int body = length == null ? 0 : Integer.parseInt(length);
        if (end - head < body) {
            return 0;
        }
        Answer answer = answers.to(path, new String(bytes, head, body, StandardCharsets.UTF_8));
        byte[] status =
                ("HTTP/1.1 "
                                + answer.status()
                                + " OK\r\nContent-Type: "
                                + answer.type()
                                + "\r\nContent-Length: "
                                + answer.body().length
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(status, status.length + answer.body().length);
        System.arraycopy(answer.body(), 0, whole, status.length, answer.body().length);
        link.write(whole);
        return head + body;
    }

    private void upgrade(Link link, String key) {
        String accept = accept(key);
        if (upgradeAfterSeconds > 0) {
            loop.at(
                    System.nanoTime() + (long) (upgradeAfterSeconds * 1e9),
                    () -> link.upgrade(accept, sockets.get()));
        } else {
            link.upgrade(accept, sockets.get());
        }
    }

    private static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse(null);
    }

    private static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No SHA-1", e);
        }
    }

    /// Plain requests and what is said to them.
    public interface Answers {
        Answer to(String path, String body);
    }

    public record Answer(int status, String type, byte[] body) {}
}
