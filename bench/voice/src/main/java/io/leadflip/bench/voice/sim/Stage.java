package io.leadflip.bench.voice.sim;

import io.leadflip.bench.voice.wire.Http;
import io.leadflip.bench.voice.wire.Loop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Both ends of all calls through one relay, on one thread.
public final class Stage implements AutoCloseable {
    public static final String ACCOUNT = "AC00000000000000000000000000000001";
    private static final long FRAME_NANOS = 20_000_000;

    private final Loop loop = new Loop();
    private final Tally tally = new Tally();
    private final Http http;
    private final Map<Integer, Phone> phones = new HashMap<>();
    private Line line;
    private Scene scene = Scene.CONVERSATION;
    private long jitterNanos;
    private int next;

    /// How a relay is reached.
    ///
    /// @param headers of the handshake, each with its line end
    /// @param passesThrough whether it changes nothing, so that both ends see the other's dialect
    public record Line(int port, String path, String headers, boolean passesThrough) {}

    /// @param port of the voice model, the speech service and the orchestrator's door
    public Stage(int port) throws IOException {
        http = new Http(loop, port, () -> new Model(this), new Door(System::nanoTime));
    }

    public void use(Line relay) {
        line = relay;
        phones.clear();
        next = 0;
    }

    public void play(Scene what) {
        scene = what;
    }

    public void jitter(double millis) {
        jitterNanos = (long) (millis * 1e6);
    }

    public void modelConnectsAfter(double seconds) {
        http.upgradeAfter(seconds);
    }

    /// Calls whose frames are spread evenly over 20 ms.
    ///
    /// @param seconds over which they are dialled
    public List<Phone> dial(int calls, double seconds) {
        long base = System.nanoTime() + 50_000_000;
        List<Phone> dialled = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            Phone phone = new Phone(this, next & 0x7FFF);
            phones.put(next++ & 0x7FFF, phone);
            dialled.add(phone);
            long offset = FRAME_NANOS * i / calls;
            loop.at(base + (long) (seconds * 1e9 * i / calls), () -> phone.dial(base + offset));
        }
        loop.run(seconds + 0.1);
        return dialled;
    }

    /// All hang up, and their relay gets time to let go.
    public void hangUp(List<Phone> calls) {
        for (Phone phone : calls) {
            loop.run(0.002);
            phone.hangUp();
        }
        loop.await(() -> calls.stream().allMatch(Phone::closed), 5);
    }

    /// @return whether it has gone as planned: the generator was on time
    public Tally measure(double seconds) {
        tally.open(System.nanoTime());
        loop.run(seconds);
        tally.close();
        return tally;
    }

    public Loop loop() {
        return loop;
    }

    public Tally tally() {
        return tally;
    }

    int port() {
        return line.port();
    }

    String path() {
        return line.path();
    }

    String headers() {
        return line.headers();
    }

    boolean passesThrough() {
        return line.passesThrough();
    }

    long jitterNanos() {
        return jitterNanos;
    }

    boolean knows(int id) {
        return phones.containsKey(id);
    }

    Call call(int id) {
        return phones.get(id).call();
    }

    Script script(int call, int firstFrame) {
        return new Script(scene, call, firstFrame);
    }

    @Override
    public void close() throws IOException {
        loop.close();
    }
}
