package io.leadflip.sandbox.speech;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Rendered speech by text, voice and form, within a bound of bytes; the least lately used goes
/// first. Two who ask for the same at once wait for one rendering. Callers share the bytes and do
/// not change them.
final class Renderings {
    private record Key(String form, String text, Voice voice) {}

    private final long bound;
    private final Map<Key, FutureTask<byte[]>> tasks = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    Renderings(long bound) {
        this.bound = bound;
    }

    byte[] get(String form, String text, Voice voice, Callable<byte[]> render) {
        Key key = new Key(form, text, voice);
        FutureTask<byte[]> mine = new FutureTask<>(render);
        FutureTask<byte[]> task = claim(key, mine);
        if (task == mine) {
            mine.run();
            settle(key, mine);
        }
        return result(task);
    }

    private synchronized FutureTask<byte[]> claim(Key key, FutureTask<byte[]> mine) {
        FutureTask<byte[]> known = tasks.get(key);
        if (known != null) {
            return known;
        }
        tasks.put(key, mine);
        return mine;
    }

    private synchronized void settle(Key key, FutureTask<byte[]> task) {
        if (task.state() != FutureTask.State.SUCCESS) {
            tasks.remove(key, task);
            return;
        }
        bytes += task.resultNow().length;
        Iterator<FutureTask<byte[]>> eldest = tasks.values().iterator();
        while (bytes > bound && eldest.hasNext()) {
            FutureTask<byte[]> next = eldest.next();
            if (next != task && next.state() == FutureTask.State.SUCCESS) {
                bytes -= next.resultNow().length;
                eldest.remove();
            }
        }
    }

    private static byte[] result(FutureTask<byte[]> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SpeechUnavailable("Interrupted while speech was made", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        }
    }
}
