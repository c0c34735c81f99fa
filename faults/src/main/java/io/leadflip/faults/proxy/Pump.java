package io.leadflip.faults.proxy;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// One direction of a link. What is read waits in a queue until it is due, so that a delay shifts
/// bytes and does not slow them down.
final class Pump {
    private static final int CHUNK = 16 * 1024;
    private static final int QUEUE = 256;
    private static final Chunk END = new Chunk(new byte[0], 0);

    private final Link link;
    private final Socket from;
    private final Socket to;
    private final BlockingQueue<Chunk> queue = new ArrayBlockingQueue<>(QUEUE);

    Pump(Link link, Socket from, Socket to) {
        this.link = link;
        this.from = from;
        this.to = to;
    }

    /// @param due the `System.nanoTime()` at which it may leave
    private record Chunk(byte[] bytes, long due) {}

    void run() {
        Thread writer = Thread.ofVirtual().name("pump-out").start(this::write);
        try {
            read();
            queue.put(END);
            writer.join();
        } catch (IOException e) {
            writer.interrupt();
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            writer.interrupt();
        }
    }

    private void read() throws IOException, InterruptedException {
        byte[] buffer = new byte[CHUNK];
        int length;
        while ((length = from.getInputStream().read(buffer)) >= 0) {
            if (link.isRefusedBy(to)) {
                link.reset();
                return;
            }
            if (!link.silent()) {
                queue.put(new Chunk(Arrays.copyOf(buffer, length), due()));
            }
        }
    }

    private long due() {
        return link.mode() instanceof Mode.Delay delay
                ? System.nanoTime() + delay.by().toNanos()
                : System.nanoTime();
    }

    private void write() {
        try {
            for (Chunk chunk = queue.take(); chunk != END; chunk = queue.take()) {
                await(chunk.due());
                if (!link.silent()) {
                    to.getOutputStream().write(chunk.bytes());
                }
            }
            if (!link.silent()) {
                to.shutdownOutput();
            }
        } catch (IOException e) {
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(long due) throws InterruptedException {
        long left = due - System.nanoTime();
        if (left > 0) {
            Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
        }
    }

    /// The other direction must not outlive this one, unless nobody may hear that it ended.
    private void end() {
        if (!link.silent()) {
            link.reset();
        }
    }
}
