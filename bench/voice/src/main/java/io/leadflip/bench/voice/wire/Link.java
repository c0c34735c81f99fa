package io.leadflip.bench.voice.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One WebSocket (RFC 6455), either side, by hand: frames are parsed where they were read and
/// written into one shared buffer, so that hundreds of calls leave the generator on time.
public final class Link implements Loop.Ready {
    private static final ByteBuffer SCRATCH = ByteBuffer.allocate(1 << 21);
    private static final ByteBuffer OUT =
            ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final byte[] NOTHING = {};
    private static int mask = 0x5eed1234;

    private final SocketChannel channel;
    private final boolean client;
    private SelectionKey key;
    private Peer peer;
    private Http http;
    private byte[] rest = NOTHING;
    private byte[] message = NOTHING;
    private byte[] pending = NOTHING;
    private boolean open;
    private boolean closed;
    private boolean deaf;
    private int closeStatus = 1006;

    private Link(SocketChannel channel, boolean client) {
        this.channel = channel;
        this.client = client;
    }

    /// Connects and asks for the upgrade.
    ///
    /// @param headers each with its line end
    public static Link connect(Loop loop, int port, String path, String headers, Peer peer)
            throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        Link link = new Link(channel, true);
        link.peer = peer;
        link.register(loop);
        link.write(
                ("GET "
                                + path
                                + " HTTP/1.1\r\nHost: 127.0.0.1:"
                                + port
                                + "\r\n"
                                + headers
                                + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return link;
    }

    static void accepted(Loop loop, SocketChannel channel, Http http) throws IOException {
        Link link = new Link(channel, false);
        link.http = http;
        link.register(loop);
    }

    private void register(Loop loop) throws IOException {
        channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
        key = loop.register(channel, SelectionKey.OP_READ, this);
    }

    /// From now on this side reads nothing, as one that hangs.
    public void goDeaf(boolean now) {
        deaf = now;
        if (!closed) {
            key.interestOps(now ? 0 : SelectionKey.OP_READ);
        }
    }

    public boolean isOpen() {
        return open && !closed;
    }

    /// Bytes the other side has not taken.
    public int unsent() {
        return pending.length;
    }

    @Override
    public void ready(SelectionKey ready) {
        try {
            if (ready.isWritable()) {
                flush();
            }
            if (ready.isValid() && ready.isReadable() && !deaf) {
                read();
            }
        } catch (IOException e) {
            drop();
        }
    }

    private void read() throws IOException {
        SCRATCH.clear();
        SCRATCH.put(rest);
        int held = rest.length;
        rest = NOTHING;
        int got = channel.read(SCRATCH);
        if (got < 0) {
            drop();
            return;
        }
        int end = held + got;
        int used = open ? frames(SCRATCH.array(), 0, end) : hello(SCRATCH.array(), end);
        if (!closed && used < end) {
            rest = Arrays.copyOfRange(SCRATCH.array(), used, end);
        }
    }

    /// HTTP before the upgrade, on either side.
    private int hello(byte[] bytes, int end) throws IOException {
        int head = Http.endOfHead(bytes, end);
        if (head < 0) {
            return 0;
        }
        if (client) {
            String status = new String(bytes, 0, Math.min(head, 12), StandardCharsets.US_ASCII);
            if (!status.endsWith("101")) {
                drop();
                return end;
            }
            open = true;
            peer.opened(this);
            return frames(bytes, head, end);
        }
        return http.request(this, bytes, head, end);
    }

    /// The upgrade is granted to `owner`.
    void upgrade(String accept, Peer owner) {
        peer = owner;
        write(
                ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Accept: "
                                + accept
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        open = true;
        peer.opened(this);
    }

    private int frames(byte[] bytes, int from, int end) {
        int at = from;
        while (!closed && end - at >= 2) {
            int opcode = bytes[at] & 0x0F;
            boolean fin = bytes[at] < 0;
            boolean masked = bytes[at + 1] < 0;
            long length = bytes[at + 1] & 0x7F;
            int head = 2;
            if (length == 126) {
                head = 4;
            } else if (length == 127) {
                head = 10;
            }
            int whole = head + (masked ? 4 : 0);
            if (end - at < whole) {
                break;
            }
            if (head > 2) {
                length = 0;
                for (int i = 2; i < head; i++) {
                    length = length << 8 | bytes[at + i] & 0xFF;
                }
            }
            if (end - at < whole + length) {
                break;
            }
            int start = at + whole;
            if (masked) {
                unmask(bytes, at + head, start, (int) length);
            }
            frame(opcode, fin, bytes, start, (int) length);
            at = start + (int) length;
        }
        return at;
    }

    private static void unmask(byte[] bytes, int key, int from, int length) {
        for (int i = 0; i < length; i++) {
            bytes[from + i] ^= bytes[key + (i & 3)];
        }
    }

    private void frame(int opcode, boolean fin, byte[] bytes, int from, int length) {
        switch (opcode) {
            case CONTINUATION, TEXT -> {
                if (fin && message.length == 0) {
                    peer.text(this, bytes, from, length, System.nanoTime());
                    return;
                }
                int before = message.length;
                message = Arrays.copyOf(message, before + length);
                System.arraycopy(bytes, from, message, before, length);
                if (fin) {
                    byte[] all = message;
                    message = NOTHING;
                    peer.text(this, all, 0, all.length, System.nanoTime());
                }
            }
            case BINARY -> peer.binary(this);
            case CLOSE -> {
                closeStatus =
                        length >= 2 ? (bytes[from] & 0xFF) << 8 | bytes[from + 1] & 0xFF : 1005;
                send(CLOSE, bytes, from, Math.min(2, length));
                drop();
            }
            case PING -> send(10, bytes, from, length);
            default -> {}
        }
    }

    public void text(byte[] bytes, int length) {
        send(TEXT, bytes, 0, length);
    }

    public void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        send(TEXT, bytes, 0, bytes.length);
    }

    public void close(int status) {
        if (!closed) {
            send(CLOSE, new byte[] {(byte) (status >> 8), (byte) status}, 0, 2);
            drop();
        }
    }

    /// Breaks off without a word.
    public void drop() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
        if (peer != null) {
            peer.closed(this, closeStatus);
        }
    }

    private void send(int opcode, byte[] bytes, int from, int length) {
        if (closed) {
            return;
        }
        OUT.clear();
        OUT.put((byte) (0x80 | opcode));
        int flag = client ? 0x80 : 0;
        if (length < 126) {
            OUT.put((byte) (flag | length));
        } else if (length < 65_536) {
            OUT.put((byte) (flag | 126)).put((byte) (length >> 8)).put((byte) length);
        } else {
            OUT.put((byte) (flag | 127)).putInt(0);
            OUT.put((byte) (length >> 24)).put((byte) (length >> 16));
            OUT.put((byte) (length >> 8)).put((byte) length);
        }
        if (client) {
            mask ^= mask << 13;
            mask ^= mask >>> 17;
            mask ^= mask << 5;
            OUT.putInt(mask);
            masked(bytes, from, length);
        } else {
            OUT.put(bytes, from, length);
        }
        put(OUT.array(), OUT.position());
    }

    private void masked(byte[] bytes, int from, int length) {
        int start = OUT.position();
        OUT.put(bytes, from, length);
        int whole = length & ~3;
        for (int i = 0; i < whole; i += 4) {
            OUT.putInt(start + i, OUT.getInt(start + i) ^ mask);
        }
        for (int i = whole; i < length; i++) {
            OUT.put(start + i, (byte) (OUT.get(start + i) ^ mask >>> 8 * (i & 3)));
        }
    }

    void write(byte[] bytes) {
        put(bytes, bytes.length);
    }

    private void put(byte[] bytes, int length) {
        try {
            int written = 0;
            if (pending.length == 0) {
                written = channel.write(ByteBuffer.wrap(bytes, 0, length));
            }
            if (written < length) {
                int before = pending.length;
                pending = Arrays.copyOf(pending, before + length - written);
                System.arraycopy(bytes, written, pending, before, length - written);
                key.interestOps((deaf ? 0 : SelectionKey.OP_READ) | SelectionKey.OP_WRITE);
            }
        } catch (IOException e) {
            drop();
        }
    }

    private void flush() throws IOException {
        ByteBuffer waiting = ByteBuffer.wrap(pending);
        channel.write(waiting);
        pending = Arrays.copyOfRange(pending, waiting.position(), pending.length);
        if (pending.length == 0) {
            key.interestOps(deaf ? 0 : SelectionKey.OP_READ);
        }
    }
}
