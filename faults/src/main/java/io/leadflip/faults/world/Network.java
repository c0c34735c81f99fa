package io.leadflip.faults.world;

import io.leadflip.faults.proxy.FaultProxy;
import io.leadflip.faults.proxy.Mode;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;

/// All connections between the parties of a run: each pair that may break through a proxy of its
/// own, the others directly, because every byte through a proxy is paid for with the processor that
/// the services need.
public final class Network implements AutoCloseable {
    private final Home home;
    private final Map<Pair, FaultProxy> proxies = new EnumMap<>(Pair.class);

    /// @param mayBreak which pairs can be broken later
    Network(Home home, Predicate<Pair> mayBreak) {
        this.home = home;
        for (Pair pair : Pair.values()) {
            if (mayBreak.test(pair)) {
                proxies.put(pair, FaultProxy.to(home.port(pair.port())));
            }
        }
    }

    /// @throws IllegalArgumentException for a pair that stands without a proxy
    public void become(Pair pair, Mode mode) {
        FaultProxy proxy = proxies.get(pair);
        if (proxy == null) {
            throw new IllegalArgumentException("nothing stands between " + pair);
        }
        proxy.become(mode);
    }

    /// Breaks or heals all pairs of a kind that may break.
    public void become(Predicate<Pair> wanted, Mode mode) {
        proxies.forEach(
                (pair, proxy) -> {
                    if (wanted.test(pair)) {
                        proxy.become(mode);
                    }
                });
    }

    int port(Pair pair) {
        FaultProxy proxy = proxies.get(pair);
        return proxy == null ? home.port(pair.port()) : proxy.port();
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
