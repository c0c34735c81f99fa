package io.leadflip.faults.world;

import io.leadflip.faults.proxy.FaultProxy;
import io.leadflip.faults.proxy.Mode;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;

/// All connections between the parties of a run, each pair through a proxy of its own.
public final class Network implements AutoCloseable {
    private final Map<Pair, FaultProxy> proxies = new EnumMap<>(Pair.class);

    Network(Home home) {
        for (Pair pair : Pair.values()) {
            proxies.put(pair, FaultProxy.to(home.port(pair.port())));
        }
    }

    public void become(Pair pair, Mode mode) {
        proxies.get(pair).become(mode);
    }

    /// Breaks or heals all pairs of a kind.
    public void become(Predicate<Pair> wanted, Mode mode) {
        proxies.forEach(
                (pair, proxy) -> {
                    if (wanted.test(pair)) {
                        proxy.become(mode);
                    }
                });
    }

    /// Every pair as it should be.
    public void heal() {
        become(pair -> true, Mode.PASS);
    }

    int port(Pair pair) {
        return proxies.get(pair).port();
    }

    /// What `pair`'s first party connects to instead of its second.
    URI http(Pair pair) {
        return URI.create("http://127.0.0.1:" + port(pair));
    }

    @Override
    public void close() {
        proxies.values().forEach(FaultProxy::close);
    }
}
